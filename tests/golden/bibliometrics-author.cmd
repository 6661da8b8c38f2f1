"$TUYOU" bibliometrics "$ATLAS" --author 样例作者丙 --since 2009 | sed -E 's/\b[0-9a-f]{8}\b/PSEUDONY/'
