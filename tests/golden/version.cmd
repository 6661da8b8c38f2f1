"$TUYOU" --version
