printf 'id,review\n1,"人太多，挤不动"\n2,值得再来\n' >reviews.csv
"$TUYOU" perception --text reviews.csv --column review --json
