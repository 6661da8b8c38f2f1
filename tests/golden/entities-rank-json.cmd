"$TUYOU" entities "$ATLAS" --rank --kind person -n 3 --json
