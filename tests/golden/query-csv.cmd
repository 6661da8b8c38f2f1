"$TUYOU" query "$ATLAS" 圆觉洞 --predicate has_part --format csv
