"$TUYOU" recommend "$ATLAS"
