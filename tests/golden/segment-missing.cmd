"$TUYOU" segment missing.txt
