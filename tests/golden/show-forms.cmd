"$TUYOU" show "$ATLAS" 观音
