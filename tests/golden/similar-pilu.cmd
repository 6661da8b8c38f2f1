"$TUYOU" similar "$ATLAS" 毗卢洞 --top 5 && "$TUYOU" query "$ATLAS" 毗卢洞 --possible --limit 5
