"$TUYOU" lexicon "$ATLAS" change 石刻
