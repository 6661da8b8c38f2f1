for t in 1 2; do
  mkdir $t
  "$TUYOU" build "$SOURCE/graphs/ziyang-dazu/project.ini" -o $t/a --threads $t >/dev/null
  for theme in 石刻 川剧; do
    "$TUYOU" plan $t/a --theme $theme --json --threads $t >$t/$theme.json
    "$TUYOU" export $t/a --theme $theme --threads $t -o $t/$theme.geojson
    "$TUYOU" draw $t/a map --theme $theme --threads $t -o $t/$theme.svg
  done
  "$TUYOU" topics $t/a --place 资阳 --json --threads $t >$t/topics.json
  "$TUYOU" keywords $t/a --json --threads $t >$t/keywords.json
  "$TUYOU" network $t/a --kind paper --json --threads $t >$t/network.json
  "$TUYOU" draw $t/a wordcloud --place 大足 --threads $t -o $t/words.svg
  "$TUYOU" draw $t/a network --kind paper --threads $t -o $t/network.svg
  "$TUYOU" report $t/a --theme 石刻 --threads $t -o $t/report.html
  rm $t/a
done
diff -rq 1 2 && ls 1
