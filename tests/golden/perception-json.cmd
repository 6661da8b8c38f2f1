"$TUYOU" perception "$ATLAS" --aspect 讲解 --since 2024 --by month --json
