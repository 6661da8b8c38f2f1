"$TUYOU" keywords "$ATLAS" --method bm25
