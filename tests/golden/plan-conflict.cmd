"$TUYOU" plan "$ATLAS" --theme 石刻 --include 北山 --avoid 北山
