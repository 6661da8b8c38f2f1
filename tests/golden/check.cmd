"$TUYOU" check "$ATLAS"
