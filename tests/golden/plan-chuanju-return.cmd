"$TUYOU" plan "$ATLAS" --theme 川剧 --return
