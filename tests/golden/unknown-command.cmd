"$TUYOU" sing
