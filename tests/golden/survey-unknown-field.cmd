"$TUYOU" survey "$ATLAS" --fields 身高
