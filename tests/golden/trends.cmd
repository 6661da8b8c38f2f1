"$TUYOU" trends "$ATLAS" --kind post --top 6 -k 2
