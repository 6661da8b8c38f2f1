"$TUYOU" query "$ATLAS" --json "ASK { tuyou:圆觉洞 tuyou:part_of tuyou:安岳石窟 }"
