printf "name,county\n甲寺,安岳县\n" >sites.csv
"$TUYOU" import my.atlas --as sites sites.csv
printf "name,county\n乙寺,安岳县\n" >sites.csv
"$TUYOU" import my.atlas --as sites sites.csv
"$TUYOU" build "$SOURCE/graphs/ziyang-dazu/project.ini" -o my.atlas
