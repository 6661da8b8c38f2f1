printf "去看\n" >a.txt; printf "川剧\n" >b.txt; "$TUYOU" segment a.txt missing.txt b.txt
