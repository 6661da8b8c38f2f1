"$TUYOU" help
