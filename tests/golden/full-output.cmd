"$TUYOU" keywords "$ATLAS" >/dev/full
