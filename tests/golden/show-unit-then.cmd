"$TUYOU" show "$ATLAS" 圆觉洞 --predicate part_of --on 2000
"$TUYOU" show "$ATLAS" 卧佛院 --predicate part_of,listed --on 2000
