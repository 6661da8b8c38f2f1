"$TUYOU" table "$ATLAS" 宝顶山 卧佛院 --legs published --format csv
