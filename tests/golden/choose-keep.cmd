"$TUYOU" plan "$ATLAS" --days 2 --start 大足城区 --return --prefer 石刻 --effort 1 --json >first.json
"$TUYOU" plan "$ATLAS" --days 2 --start 大足城区 --return --prefer 石刻 --effort 1 --avoid 孔雀洞 --keep first.json |
  grep -v '^– left out'
