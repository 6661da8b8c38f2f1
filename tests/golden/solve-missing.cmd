"$TUYOU" solve nowhere.txt --days 2 --seconds 1
