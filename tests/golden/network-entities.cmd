"$TUYOU" network "$ATLAS" --of entities --words 8
