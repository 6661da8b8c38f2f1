"$TUYOU" show "$ATLAS"
