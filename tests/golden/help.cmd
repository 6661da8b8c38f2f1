"$TUYOU" help
"$TUYOU" help plan
