"$TUYOU" query "$ATLAS" 资阳河 --depth 2
