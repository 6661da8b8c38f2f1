"$TUYOU" search "$ATLAS" "石刻 OR"
