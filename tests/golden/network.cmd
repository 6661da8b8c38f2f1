"$TUYOU" network "$ATLAS" --kind paper
