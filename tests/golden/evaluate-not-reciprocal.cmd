printf '[potential]\n,attention,lists\nattention,1,2\nlists,1/3,1\n' >ahp.csv
"$TUYOU" evaluate "$ATLAS" --ahp ahp.csv
