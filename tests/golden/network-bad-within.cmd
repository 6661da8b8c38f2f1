"$TUYOU" network "$ATLAS" --within chapter
