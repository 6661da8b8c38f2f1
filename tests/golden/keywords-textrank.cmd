"$TUYOU" keywords "$ATLAS" --place 资阳 --method textrank --top 5; "$TUYOU" keywords "$ATLAS" --place 资阳 --idf background --top 5
