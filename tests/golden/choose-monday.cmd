"$TUYOU" plan "$ATLAS" --days 3 --start 大足南站 --return --prefer 石刻=2,川剧 --evening 川剧 --date 2026-05-11
