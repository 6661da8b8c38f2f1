"$TUYOU" similar "$ATLAS" 圆觉洞 --top 5 --weights text=0.4,graph=0.4,topic=0.2
