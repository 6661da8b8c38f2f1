cat >trains.csv <<'CSV'
车次,出发站,到达站,开点,到点,开行日,票价,里程
T1,成都东站,大足南站,09:40,11:00,每天,96,217
T2,大足南站,成都东站,17:40,19:00,周六、周日,96,217
T3,大足南站,成都东站,18:40,20:00,Mo-Fr,96,
CSV
"$TUYOU" plan "$ATLAS" --mode train --timetable trains.csv --start 成都东站 --return --days 2 --hotels 大足城区=280 \
  --date 2026-04-06 --day-hours 12 --effort 2 | grep -v 'left out'
sed -i 's/18:40/18.40/' trains.csv
"$TUYOU" plan "$ATLAS" --mode train --timetable trains.csv --start 成都东站 --return
