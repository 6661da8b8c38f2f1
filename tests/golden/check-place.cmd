"$TUYOU" check "$ATLAS" --contradictions --entity 卧佛院
