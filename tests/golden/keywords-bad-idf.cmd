"$TUYOU" keywords "$ATLAS" --method textrank --idf corpus
