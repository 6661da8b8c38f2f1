"$TUYOU" show "$ATLAS" 埃菲尔铁塔
