"$TUYOU" similar "$ATLAS" --document dazu/weibo-yichan.csv:3 --kind post --top 4
