printf 'resource,item,points\n北山山,viewing,3\n' >filled.csv
"$TUYOU" evaluate "$ATLAS" --sheet filled.csv
