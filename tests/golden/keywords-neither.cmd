"$TUYOU" keywords
