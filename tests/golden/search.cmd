"$TUYOU" search "$ATLAS" 千手观音 修复 --top 3; "$TUYOU" search "$ATLAS" 石刻 -大足 --place 资阳 --since 2024 -n 2
