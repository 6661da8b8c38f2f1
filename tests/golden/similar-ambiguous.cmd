"$TUYOU" similar "$ATLAS" --document weibo-yichan.csv:3
