printf '大标题,话语\n甲,圆觉洞值得一去\n' >a.csv
printf '话语,大标题\n卧佛院在山里,乙\n' >b.csv
printf '{"题": "丙", "话": "毗卢洞"}\n' >c.jsonl
"$TUYOU" import my.atlas --as posts --map title=大标题,text=话语 a.csv
"$TUYOU" import my.atlas --as posts b.csv
"$TUYOU" import my.atlas --as posts --map text=话语 c.jsonl; echo "exit code $?"
"$TUYOU" import my.atlas --as posts --map txt=话 c.jsonl; echo "exit code $?"
printf '景名,维,精\n甲寺,30.1,105.2\n' >sites.csv
"$TUYOU" import my.atlas --as sites --map name=景名,lat=维,lon=精 sites.csv
printf '景名,维,精\n乙寺,30.2,105.3\n' >more.csv
"$TUYOU" import my.atlas --as sites more.csv
"$TUYOU" import my.atlas --as sites --map name=景名,lon=经 more.csv; echo "exit code $?"
"$TUYOU" import my.atlas --as posts --map '' b.csv; echo "exit code $?"
"$TUYOU" import my.atlas --as posts b.csv; echo "exit code $?"
