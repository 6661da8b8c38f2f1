"$TUYOU" review "$ATLAS" --reject ffffffff
