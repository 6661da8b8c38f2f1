"$TUYOU" network "$ATLAS" --kind paper --words 8 --within 5 --measure pmi --prune pathfinder --rank pagerank
