$TUYOU query $ATLAS --format csv --sql "SELECT '=cmd()' AS a, '@x' AS '=b', -3 AS n, '-2.5' AS m, '' AS o FROM v_kinds LIMIT 1"
