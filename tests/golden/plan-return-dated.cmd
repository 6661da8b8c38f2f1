"$TUYOU" plan "$ATLAS" --theme 川剧 --return --date 2026-04-04
