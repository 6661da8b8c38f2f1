"$TUYOU" build missing.ini -o a.atlas
