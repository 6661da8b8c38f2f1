"$TUYOU" plan "$ATLAS" --include 华严洞,毗卢洞
