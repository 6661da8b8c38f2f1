"$TUYOU" perception
