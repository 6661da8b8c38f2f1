"$TUYOU" export "$ATLAS" --format pajek | head -3
"$TUYOU" export "$ATLAS" --format neo4j -o neo && head -3 neo/nodes.csv && head -2 neo/relationships.csv
"$TUYOU" export "$ATLAS" --format vosviewer
