printf '正文\n圆觉洞值得一去\n' >good.csv
printf 'PK\003\004broken' >bad.xlsx
printf '正文\n卧佛院在山里\n' >good2.xlsx
"$TUYOU" import a.atlas --as posts good.csv bad.xlsx none.csv good2.xlsx; echo "exit code $?"
"$TUYOU" search a.atlas 卧佛院
"$TUYOU" import a.atlas --as posts bad.xlsx none.csv; echo "exit code $?"
"$TUYOU" import b.atlas --as posts bad.xlsx none.csv; echo "exit code $?"
ls
