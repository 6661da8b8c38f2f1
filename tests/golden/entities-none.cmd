"$TUYOU" entities "$ATLAS" --kind spaceship
