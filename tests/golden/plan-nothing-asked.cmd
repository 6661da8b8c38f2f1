"$TUYOU" plan "$ATLAS"
