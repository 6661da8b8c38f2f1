"$TUYOU" query "$ATLAS" --sql "SELECT kind, count(*) AS n FROM v_entities GROUP BY kind ORDER BY n DESC, kind LIMIT 5" --format csv
