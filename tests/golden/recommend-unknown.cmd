"$TUYOU" recommend "$ATLAS" --like 圆觉
