printf "name\n\377\376\201\001\377\377\n" >bytes.csv; "$TUYOU" import a.atlas --as sites bytes.csv
