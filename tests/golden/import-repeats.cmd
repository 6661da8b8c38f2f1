# the same text, nearly the same, one passed on; without a terminal there is no progress bar
cat >posts.csv <<END
id,正文
1,国庆第二天，圆觉洞人比想象的多，停车场满了以后沿路都停起了
2,國慶第二天，圓覺洞人比想象的多，停車場滿了以後沿路都停起了
3,国庆第二天，圆觉洞人比想象的多，停车场满了以后路边都停起
4,真的//@阿坤:国庆第二天，圆觉洞人比想象的多
END
"$TUYOU" import a.atlas --as posts posts.csv
"$TUYOU" keywords a.atlas --json | grep '"documents"' | head -1
"$TUYOU" keywords a.atlas --near-duplicates --json | grep '"documents"' | head -1
"$TUYOU" keywords a.atlas --duplicates --json | grep '"documents"' | head -1
