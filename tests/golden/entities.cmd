"$TUYOU" entities "$ATLAS" --kind ich
