"$TUYOU" export "$ATLAS" --theme 川剧
