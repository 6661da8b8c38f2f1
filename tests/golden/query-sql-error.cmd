"$TUYOU" query "$ATLAS" --sql "SELECT
  nam FROM v_entities"
