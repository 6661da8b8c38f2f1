"$TUYOU" plan "$ATLAS" --choose --days 1 --max-stops 1 --date 2025-03-03 --include 卧佛院 | grep -v "left out"
"$TUYOU" plan "$ATLAS" --choose --days 1 --max-stops 1 --date 2025-05-05 --include 卧佛院 | grep -v "left out"
