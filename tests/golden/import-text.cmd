cat >report.txt <<END
目 录
一、石刻的监测 ........ 1
二、灯舞的传承 ........ 2

县域非遗调查
一、石刻的监测
第一年的监测从春天开始，工作队沿着崖壁装了二十四
只湿度计，每天早晚各读一次，读数记在一本蓝皮的簿子
里，夏天雨水多，数字一天比一天高，后来才知道是崖顶
的排水沟堵了。
- 1 -
县域非遗调查
二、灯舞的传承
灯舞队里最小的队员九岁，最大的七十一岁，腊月里每晚
都在晒坝上练，没有谱子，全凭老队长敲的鼓点，学会的
人说听见鼓就知道脚往哪里放。
- 2 -
县域非遗调查
END
"$TUYOU" import a.atlas --as papers report.txt
sqlite3 a.atlas 'SELECT kind, line, title, text FROM document ORDER BY line' 
