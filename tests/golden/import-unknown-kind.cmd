echo name >x.csv; "$TUYOU" import a.atlas --as songs x.csv
