"$TUYOU" network "$ATLAS" --rank fame
