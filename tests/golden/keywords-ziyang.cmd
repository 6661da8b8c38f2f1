"$TUYOU" keywords "$ATLAS" --place 资阳 --top 20
