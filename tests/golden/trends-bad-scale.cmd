"$TUYOU" trends "$ATLAS" --scale 0.5
