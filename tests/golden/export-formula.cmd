# Names, notes and answers that a spreadsheet would run: every CSV has an apostrophe before them.
printf 'name,kind,county,lat,lon\n=cmd(),site,+安岳,30.1,105.3\n@x,site,-大足,30.2,105.4\n' >sites.csv
printf 'subject,predicate,object,value,confidence,source\n=cmd(),near,@x,,A,=src()\n@x,note,,=1+1,A,s\n' >facts.csv
printf 'from,to,km,origin\n=cmd(),@x,3,published\n' >legs.csv
printf 'theme,site,weight\n石刻,=cmd(),1\n石刻,@x,1\n' >themes.csv
printf 'a,=f(x)\n=cmd(),@1\n甲,@2\n=cmd(),@1\n甲,@2\n=cmd(),@1\n甲,@1\n' >answers.csv
for kind in sites facts legs themes; do "$TUYOU" import a.atlas --as $kind $kind.csv; done >log
"$TUYOU" import a.atlas --as survey answers.csv >>log
"$TUYOU" query a.atlas '=cmd()' --format csv >query.csv
"$TUYOU" query a.atlas --sql 'SELECT subject, value FROM v_facts' --format csv >sql.csv
"$TUYOU" query a.atlas 'SELECT ?a ?b { ?a tuyou:note ?b }' --format csv >sparql.csv
"$TUYOU" path a.atlas '=cmd()' @x --format csv >path.csv
"$TUYOU" table a.atlas --format csv >table.csv
"$TUYOU" survey a.atlas -o survey >>log
"$TUYOU" evaluate a.atlas -o sheet.csv >>log
"$TUYOU" export a.atlas --theme 石刻 --format csv -o tour.csv
"$TUYOU" export a.atlas --format triples -o triples.csv 2>>log
"$TUYOU" export a.atlas --format neo4j -o neo4j 2>>log
for file in {query,sql,sparql,path,table,sheet,tour,triples}.csv survey/*.csv neo4j/*.csv; do
  echo "$file: $(grep -cE "(^|,)\"?'[=+@-]" $file) lines guarded, $(grep -cE '(^|,)[=@]|(^|,)"[=@]' $file) not"
done
