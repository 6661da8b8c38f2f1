"$TUYOU" query "$ATLAS" 雍溪古镇 --infer --predicate present_in
