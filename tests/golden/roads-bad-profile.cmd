"$TUYOU" roads "$SOURCE/tests/unit/small-town.osm" -o town.roads --profile sledge
