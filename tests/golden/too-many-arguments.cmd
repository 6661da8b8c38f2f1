"$TUYOU" check "$ATLAS" more
