echo '{"id": "a", "discount": 0.8}' >bad.json && "$TUYOU" plan "$ATLAS" --theme 石刻 --profile bad.json
