"$TUYOU" query "$ATLAS" 圆觉洞 --format svg -o ego.svg && grep -c "圆觉洞" ego.svg
