"$TUYOU" keywords "$ATLAS" --place 北京
