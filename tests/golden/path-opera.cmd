"$TUYOU" path "$ATLAS" 资阳河川剧 雍溪古镇 -k 4 && "$TUYOU" path "$ATLAS" 雍溪川剧 大足区 --infer
