"$TUYOU" plan "$ATLAS" --theme 石刻 --rule exact --legs published --end 卧佛院
