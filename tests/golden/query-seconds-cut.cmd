"$TUYOU" query "$ATLAS" --seconds 0.1 --sql "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT sum(x) FROM c"
