"$TUYOU" search "$ATLAS" 千手觀音 --top 1 --json
