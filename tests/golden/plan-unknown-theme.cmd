"$TUYOU" plan "$ATLAS" --theme 灯会
