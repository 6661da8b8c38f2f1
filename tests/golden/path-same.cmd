"$TUYOU" path "$ATLAS" 圆觉洞 圆觉洞摩崖造像
