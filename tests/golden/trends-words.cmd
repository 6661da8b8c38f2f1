"$TUYOU" trends "$ATLAS" --by year --words 川剧,石刻 --json
