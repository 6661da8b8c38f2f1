"$TUYOU" review "$ATLAS" --predicate carved_in --all
