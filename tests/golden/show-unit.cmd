"$TUYOU" show "$ATLAS" 圆觉洞 --predicate part_of,listed
