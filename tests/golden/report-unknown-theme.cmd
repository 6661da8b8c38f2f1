"$TUYOU" report "$ATLAS" --theme 灯会 -o report.html
