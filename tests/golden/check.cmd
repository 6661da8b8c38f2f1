"$TUYOU" check "$ATLAS" | tail -1
