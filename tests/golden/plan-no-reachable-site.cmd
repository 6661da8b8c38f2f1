printf "name\n甲寺\n乙寺\n" >sites.csv
printf "theme,site\n空,甲寺\n空,乙寺\n" >themes.csv
"$TUYOU" import b.atlas --as sites sites.csv >/dev/null && "$TUYOU" import b.atlas --as themes themes.csv >/dev/null &&
  "$TUYOU" plan b.atlas --theme 空
