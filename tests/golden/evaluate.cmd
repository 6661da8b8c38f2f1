"$TUYOU" evaluate "$ATLAS" | head -40
