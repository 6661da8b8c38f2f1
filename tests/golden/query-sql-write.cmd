"$TUYOU" query "$ATLAS" --sql "ATTACH 'x' AS x"
