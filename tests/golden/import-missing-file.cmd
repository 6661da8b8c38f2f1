"$TUYOU" import a.atlas --as posts none.csv
