printf "安岳石刻和大足石刻都是世界级的非物质文化遗产吗？2024年5月1日，门票115元。\n臥佛院 #石刻# 👍\n" | "$TUYOU" segment
printf "圆觉洞門票￥１０\n" | "$TUYOU" segment --tags
printf "圆觉洞門票\n" | "$TUYOU" segment --offsets --normalised
