printf "标题,正文,作者,发布时间\n春游,去安岳看圆觉洞,某人,2024-05-01 12:00\n坏行,少一格\n" >posts.csv
"$TUYOU" import my.atlas --as posts --place 资阳 --term 旅行 posts.csv; echo "exit code $?"
grep -c 某人 my.atlas
"$TUYOU" keywords my.atlas --place 资阳
