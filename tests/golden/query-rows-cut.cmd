"$TUYOU" query "$ATLAS" "SELECT ?x { ?x a tuyou:site } ORDER BY ?x" --limit 2
