"$TUYOU" draw "$ATLAS" portrait
