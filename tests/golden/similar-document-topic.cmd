"$TUYOU" similar "$ATLAS" --document 12 --by topic --place 资阳 --top 4
