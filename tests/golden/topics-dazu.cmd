"$TUYOU" topics "$ATLAS" --place 大足 -k 4 --top 10
