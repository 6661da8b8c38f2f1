"$TUYOU" plan "$ATLAS" --choose --days 1 --day-start 14:30 --start 宝顶山 --return | grep -v "left out"
