"$TUYOU" review "$ATLAS" --entity 毗卢洞 --all --json
