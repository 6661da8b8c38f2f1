"$TUYOU" plan "$ATLAS" --theme 石刻
