"$TUYOU" query "$ATLAS" 圆觉洞 --predicate part_of --depth 2
