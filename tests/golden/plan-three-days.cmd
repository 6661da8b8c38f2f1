"$TUYOU" plan "$ATLAS" --theme 石刻 --days 3
