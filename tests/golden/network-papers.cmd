"$TUYOU" network "$ATLAS" --kind paper --words 20
