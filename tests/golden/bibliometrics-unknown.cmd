"$TUYOU" bibliometrics "$ATLAS" --author 样例作者无
