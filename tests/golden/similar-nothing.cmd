"$TUYOU" similar "$ATLAS"
