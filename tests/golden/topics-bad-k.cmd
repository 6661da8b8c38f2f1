"$TUYOU" topics "$ATLAS" -k few
