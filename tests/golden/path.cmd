"$TUYOU" path "$ATLAS" 圆觉洞 毗卢洞
