printf "name,county,lat,lon,crs\n甲寺,安岳县,105,30,WGS84\n乙寺,安岳县,30.1,105.3,GCJ02\n,安岳县,,,\n丙寺,安岳县,30.1,,\n丁寺,安岳县,30.1,105,ED50\n" >sites.csv
"$TUYOU" import my.atlas --as sites sites.csv; echo "exit code $?"
printf "from,to,km\n乙寺,丙寺,4\n乙寺,甲寺,-2\n乙寺,甲寺,x\n" >legs.csv
"$TUYOU" import my.atlas --as legs legs.csv; echo "exit code $?"
printf "from,to\n乙寺,丙寺\n" >legs.csv
"$TUYOU" import my.atlas --as legs legs.csv; echo "exit code $?"
: >empty.csv
"$TUYOU" import my.atlas --as posts empty.csv; echo "exit code $?"
"$TUYOU" import my.atlas --as posts missing.csv; echo "exit code $?"
"$TUYOU" import my.atlas --as recipes sites.csv; echo "exit code $?"
"$TUYOU" entities my.atlas --kind site
