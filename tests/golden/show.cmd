"$TUYOU" show "$ATLAS" 圆觉洞
