printf "圓覺洞在安岳\n\n去看川剧🎭\n" | "$TUYOU" segment --tags
