printf "SELECT name FROM v_entities WHERE name = '圆觉洞'" >ask.sql && "$TUYOU" query "$ATLAS" -f ask.sql
