printf "id,正文,昵称\n1,圆觉洞在云居山上,迷路的游客甲\n2,卧佛院很安静,乙\n" >posts.csv
"$TUYOU" import a.atlas --as posts posts.csv
"$TUYOU" forget a.atlas --author 迷路的游客甲
"$TUYOU" search a.atlas 圆觉洞
"$TUYOU" search a.atlas 卧佛院
grep -c 云居山 a.atlas
"$TUYOU" forget a.atlas --author 丙
