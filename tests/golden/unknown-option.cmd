"$TUYOU" plan "$ATLAS" --sing
