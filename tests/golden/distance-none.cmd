"$TUYOU" distance "$ATLAS" 宝顶山 华严洞
