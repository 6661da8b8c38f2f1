"$TUYOU" network "$ATLAS" --measure fame
