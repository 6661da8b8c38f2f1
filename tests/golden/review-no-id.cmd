"$TUYOU" review "$ATLAS" --accept
