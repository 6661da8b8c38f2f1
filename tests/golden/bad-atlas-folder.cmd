"$TUYOU" check .
