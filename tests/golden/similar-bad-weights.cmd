"$TUYOU" similar "$ATLAS" 圆觉洞 --weights text
