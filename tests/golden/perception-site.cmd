"$TUYOU" perception "$ATLAS" --site 圆觉洞 --top 2
