"$TUYOU" keywords "$ATLAS" --place 资阳 --method terms --top 10
