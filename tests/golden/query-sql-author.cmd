"$TUYOU" query "$ATLAS" --sql "SELECT author FROM document"
