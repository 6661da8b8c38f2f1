printf "The Caf\351 near Dazu.\nabc\0安岳\0石刻\n" >a.txt; "$TUYOU" segment --offsets a.txt | cut -f 1-3; "$TUYOU" keywords --lines a.txt | cut -f 1-2
