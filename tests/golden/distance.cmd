"$TUYOU" distance "$ATLAS" 宝顶山 卧佛院
