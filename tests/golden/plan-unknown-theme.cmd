"$TUYOU" plan "$ATLAS" --theme 茶马古道
