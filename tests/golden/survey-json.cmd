"$TUYOU" survey "$ATLAS" --fields 年龄,旅行习惯,旅行目的 --clusters 3 --adjust holm --types 年龄=nominal --json
