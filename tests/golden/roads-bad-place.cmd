"$TUYOU" roads "$SOURCE/tests/unit/small-town.osm" -o town.roads >/dev/null
"$TUYOU" roads town.roads --from 30 --to 30,105
