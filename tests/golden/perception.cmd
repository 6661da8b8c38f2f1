"$TUYOU" perception "$ATLAS"
