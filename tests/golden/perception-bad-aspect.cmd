"$TUYOU" perception "$ATLAS" --aspect wifi
