echo 安岳石刻和大足石刻都值得看，非物质文化遗产有万古鲤鱼灯舞 | "$TUYOU" segment
