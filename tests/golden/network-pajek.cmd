"$TUYOU" network "$ATLAS" --kind paper --words 6 --format pajek
