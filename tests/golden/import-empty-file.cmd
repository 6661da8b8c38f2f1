: >empty.csv; "$TUYOU" import a.atlas --as posts empty.csv
