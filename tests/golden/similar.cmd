"$TUYOU" similar "$ATLAS" 圆觉洞 --top 5
