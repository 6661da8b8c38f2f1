"$TUYOU" keywords "$ATLAS" --place 成都
