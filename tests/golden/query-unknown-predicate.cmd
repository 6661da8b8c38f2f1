"$TUYOU" query "$ATLAS" 圆觉洞 --predicate locate_in; "$TUYOU" query "$ATLAS" "SELECT ?x { ?x tuyou:locate_in ?y }"
