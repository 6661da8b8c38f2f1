"$TUYOU" plan "$ATLAS" --theme 石刻 --slack much
