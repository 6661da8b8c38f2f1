"$TUYOU" plan "$ATLAS" --theme 石刻 --threads two
