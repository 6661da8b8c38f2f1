printf 'c a ring\np sp 5 6\na 1 2 3\na 2 3 4\na 3 4 1\na 4 1 10\na 1 3 9\na 5 1 2\n' | gzip -n > ring.gr.gz
"$TUYOU" roads ring.gr.gz -o ring.roads
"$TUYOU" roads ring.roads --from "1 4" --to "3;2;5"
