"$TUYOU" recommend "$ATLAS" --theme 石刻 --near 安岳县 --novelty 0.5 --top 3 --json
