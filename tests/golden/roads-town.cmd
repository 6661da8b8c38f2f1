"$TUYOU" roads "$SOURCE/tests/unit/small-town.osm" -o town.roads
"$TUYOU" roads town.roads --from "30,105.0005;29.97,105.002" --to "30.001,105.0015 30,105.009"
"$TUYOU" roads town.roads --from 30,105.0005 --to 29.97,105.002 --json
