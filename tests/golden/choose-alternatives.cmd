"$TUYOU" plan "$ATLAS" --days 2 --start 大足南站 --return --hotels 大足城区=280 --alternatives --effort 1 |
  grep -v '^– left out'
