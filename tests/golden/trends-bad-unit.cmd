"$TUYOU" trends "$ATLAS" --by week
