printf "title,lat\n甲,30\n" >sites.csv; "$TUYOU" import a.atlas --as sites sites.csv
