"$TUYOU" help sing
