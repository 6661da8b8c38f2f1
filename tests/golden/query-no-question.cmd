"$TUYOU" query "$ATLAS"
