printf 'resource,item,points\n北山,viewing,31\n' >filled.csv
"$TUYOU" evaluate "$ATLAS" --sheet filled.csv
