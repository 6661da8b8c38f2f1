"$TUYOU" keywords "$ATLAS" --top -3
