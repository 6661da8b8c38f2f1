"$TUYOU" keywords "$ATLAS" --lines lines.txt
