printf "去看\n川剧" >a.txt; printf "\357\273\277安岳石刻\n" >b.txt; "$TUYOU" segment --threads 2 a.txt b.txt
