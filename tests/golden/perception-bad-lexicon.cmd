printf '# own\npositive 7 巴适\n' >own.txt
"$TUYOU" perception "$ATLAS" --lexicon own.txt
