cp "$ATLAS" own.atlas && "$TUYOU" survey own.atlas --keep >/dev/null &&
  "$TUYOU" profile own.atlas stone --like 圆觉洞,卧佛院 --novelty 0.4 && "$TUYOU" profile own.atlas &&
  "$TUYOU" recommend own.atlas --profile segment-2 --top 2 && "$TUYOU" plan own.atlas --profile segment-1 &&
  "$TUYOU" profile own.atlas stone --remove
