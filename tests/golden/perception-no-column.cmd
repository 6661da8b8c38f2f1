printf 'id,review\n1,好\n' >reviews.csv
"$TUYOU" perception --text reviews.csv --column text
