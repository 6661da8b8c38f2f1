"$TUYOU" query "$ATLAS" "SELECT ?x { ?x tuyou:part_of tuyou:重庆市 }"
