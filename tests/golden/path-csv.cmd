"$TUYOU" path "$ATLAS" 圆觉洞 宝顶山 --format csv
