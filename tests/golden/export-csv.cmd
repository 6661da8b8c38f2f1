"$TUYOU" export "$ATLAS" --theme 川剧 --format csv
