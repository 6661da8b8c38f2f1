"$TUYOU" topics "$ATLAS" --place 大足 -k 2-4 --sweeps 50 --top 4 --by platform
