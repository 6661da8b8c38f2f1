echo 去圆觉洞 | "$TUYOU" segment --offsets
