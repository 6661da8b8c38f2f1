"$TUYOU" survey "$ATLAS" --clusters auto
