"$TUYOU" lexicon "$ATLAS" list --as noun
