printf "去圆觉洞看石刻\n" | iconv -f UTF-8 -t GB18030 | "$TUYOU" segment --offsets
