"$TUYOU" check --help
