: >empty.txt
"$TUYOU" solve empty.txt
