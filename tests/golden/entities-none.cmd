"$TUYOU" entities "$ATLAS" --kind dragon
