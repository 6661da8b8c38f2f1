cat >sites.csv <<END
景点名称,区（县）,纬度,经度,坐标系,门票（元）,最短停留（分钟）,开放时间,备注
甲寺,安岳县,30.1,105.2,高德,20,60,8:30—17:00,样例
乙寺,安岳县,30.2,105.3,高德,,,全天,
END
printf '起点,终点,里程（公里）,车程（分钟）,里程来源\n甲寺,乙寺,12,20,推算\n' >legs.csv
"$TUYOU" import my.atlas --as sites sites.csv
"$TUYOU" import my.atlas --as legs legs.csv
"$TUYOU" show my.atlas 甲寺
"$TUYOU" distance my.atlas 甲寺 乙寺
