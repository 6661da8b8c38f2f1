"$TUYOU" entities "$ATLAS" --top 3
