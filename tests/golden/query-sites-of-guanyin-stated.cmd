"$TUYOU" query "$ATLAS" 'SELECT DISTINCT ?site ?motif { ?motif rdfs:label ?name . ?site a tuyou:site ; tuyou:depicts ?motif FILTER(regex(?name, "观音")) } ORDER BY ?site ?motif'
