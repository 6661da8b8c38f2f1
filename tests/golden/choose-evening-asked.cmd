"$TUYOU" plan "$ATLAS" --days 2 --include 香国公园 --evening 香国公园 --start 北山 | grep -v "left out"
"$TUYOU" plan "$ATLAS" --days 2 --avoid 香国公园 --evening 香国公园
