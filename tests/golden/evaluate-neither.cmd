"$TUYOU" evaluate
