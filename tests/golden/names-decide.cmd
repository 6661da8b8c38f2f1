cp "$ATLAS" a.atlas
"$TUYOU" names a.atlas --accept 铁佛寺崖墓 --kind site --county 安岳县 && "$TUYOU" names a.atlas --accept 双龙街 --alias-of 双龙街乡 &&
"$TUYOU" names a.atlas --accept 球幕电影 --word && "$TUYOU" names a.atlas --reject 联合开发石刻 &&
"$TUYOU" names a.atlas --unknown --top 100 | grep -c -E '(铁佛寺崖墓|双龙街|球幕电影|联合开发石刻)[:,]'
"$TUYOU" show a.atlas 铁佛寺崖墓
