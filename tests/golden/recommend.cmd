"$TUYOU" recommend "$ATLAS" --like 圆觉洞,卧佛院 --top 5
