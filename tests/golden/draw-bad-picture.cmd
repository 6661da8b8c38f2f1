"$TUYOU" draw "$ATLAS" dance
