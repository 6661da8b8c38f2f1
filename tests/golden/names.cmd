"$TUYOU" names "$ATLAS" --kind site --top 8
