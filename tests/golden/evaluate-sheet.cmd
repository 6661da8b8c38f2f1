"$TUYOU" evaluate "$ATLAS" --site 大足石刻博物馆 -o sheet.csv && cat sheet.csv
printf 'resource,item,points,expert\n' >filled.csv
for expert in 甲 乙; do
  for item in viewing:22 science:18 rarity:11 scale:7 wholeness:4 fame:7 season:5 environment:3; do
    echo "大足石刻博物馆,${item%:*},${item#*:},$expert" >>filled.csv
  done
done
"$TUYOU" evaluate "$ATLAS" --site 大足石刻博物馆 --sheet filled.csv | tail -10
