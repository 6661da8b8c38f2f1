"$TUYOU" trends "$ATLAS" --words 石刻,恐龙
