cp "$ATLAS" a.atlas
"$TUYOU" review a.atlas --predicate held_time
"$TUYOU" review a.atlas --reject-all --predicate held_time
"$TUYOU" review a.atlas --accept-all --predicate height_m
"$TUYOU" review a.atlas --predicate held_time
"$TUYOU" review a.atlas --predicate held_time --all
