printf "大足\377石刻\0看\n" >a.txt; "$TUYOU" segment --offsets a.txt | cut -f 1-3
