"$TUYOU" plan "$ATLAS" --theme 石刻 --days 3 --date 2026-04-04
