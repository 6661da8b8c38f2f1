"$TUYOU" help plan
