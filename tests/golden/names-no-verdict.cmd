"$TUYOU" names "$ATLAS" --accept 慧岩寺
