"$TUYOU" bibliometrics "$ATLAS" --top 2 --since 2023 --json | sed -E 's/"[0-9a-f]{8}"/"PSEUDONYM"/'
