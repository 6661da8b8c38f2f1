printf '2 1 0 1\n0 0\n0 10 10 0 0 0 0 0 200\n' >one.txt
"$TUYOU" solve one.txt --seconds nan
