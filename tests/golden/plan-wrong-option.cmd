"$TUYOU" plan "$ATLAS" --theme 石刻 --days many
