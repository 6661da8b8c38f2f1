"$TUYOU" roads "$SOURCE/tests/unit/small-town.osm" -o town.roads >/dev/null
printf 'name,lat,lon,crs\n东楼,30.0001,105.0095,WGS84\n西楼,30.0001,105.0002,WGS84\n湖心亭,29.97,105.002,WGS84\n山门,,,\n' > sites.csv
printf 'from,to,km,origin,source\n西楼,湖心亭,4.2,published,县志\n山门,东楼,7,published,县志\n' > legs.csv
printf 'theme,site,weight\n楼,西楼,1\n楼,东楼,1\n' > themes.csv
"$TUYOU" import town.atlas --as sites sites.csv >/dev/null
"$TUYOU" import town.atlas --as legs legs.csv >/dev/null
"$TUYOU" import town.atlas --as themes themes.csv >/dev/null
"$TUYOU" distance town.atlas 西楼 东楼 --roads town.roads
"$TUYOU" distance town.atlas 西楼 湖心亭 --roads town.roads
"$TUYOU" distance town.atlas 东楼 湖心亭 --roads town.roads --json
"$TUYOU" table town.atlas 西楼 东楼 山门 湖心亭 --roads town.roads
"$TUYOU" plan town.atlas --theme 楼 --start 西楼 --roads town.roads
"$TUYOU" export town.atlas --theme 楼 --start 西楼 --roads town.roads | head -3
