"$TUYOU" survey "$ATLAS" --clusters 300
