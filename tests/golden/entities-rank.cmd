"$TUYOU" entities "$ATLAS" --rank -n 8
