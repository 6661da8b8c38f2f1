"$TUYOU" plan "$ATLAS" --theme 石刻 --start 宝顶山 --rule nearest --legs published --json
