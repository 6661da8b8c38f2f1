"$TUYOU" query "$ATLAS" "SELECT ?x { VALUES ?x { tuyou:圆觉洞 } ?x a ?k }"
