"$TUYOU" similar "$ATLAS" --all --at-least 0.4
