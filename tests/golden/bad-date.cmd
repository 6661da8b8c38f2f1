"$TUYOU" keywords "$ATLAS" --since 2025-02-31
