"$TUYOU" draw "$ATLAS" wordcloud --format gif
