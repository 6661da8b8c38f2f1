"$TUYOU" query "$ATLAS" "SELECT ?x {
  ?x foaf:name ?y }"
