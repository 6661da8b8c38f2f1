"$TUYOU" table "$ATLAS" 宝顶山 宝顶山
