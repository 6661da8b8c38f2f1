"$TUYOU" distance "$ATLAS" 香国公园 昌州古城 --json
