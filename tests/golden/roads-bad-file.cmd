"$TUYOU" roads "$SOURCE/tests/unit/small-town.osm" -o town.roads >/dev/null
head -c 1000 town.roads > torn.roads
"$TUYOU" roads torn.roads
