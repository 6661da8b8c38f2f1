"$TUYOU" show "$ATLAS" 圓覺洞
