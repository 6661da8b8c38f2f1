printf '2 1 5 1\n0 0\n0 10 10 0 0 0 0 0 200\n1 11 11 5 4 0 0 20 60\n' >bad.txt
"$TUYOU" solve bad.txt --format optw
