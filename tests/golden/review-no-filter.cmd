"$TUYOU" review "$ATLAS" --accept-all
