echo 去 | "$TUYOU" segment --mode wild
