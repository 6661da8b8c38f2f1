"$TUYOU" lexicon "$ATLAS" add 我们 --as stopword --tag n
