# the later decision takes the place of the earlier one; what cannot be is refused
cp "$ATLAS" a.atlas
names() { "$TUYOU" names a.atlas "$@" || echo "code $?"; }
names --accept 铁佛寺崖墓 --kind site --county 安岳
names --accept 铁佛寺崖墓 --kind site --county 安岳县
names --reject 铁佛寺崖墓
"$TUYOU" show a.atlas 铁佛寺崖墓 || echo "code $?"
names --accept 铁佛寺崖墓 --word
names --accept 铁佛寺崖墓 --word
"$TUYOU" lexicon a.atlas remove 铁佛寺崖墓
names --accept 铁佛寺崖墓 --word
names --accept 铁佛寺崖墓 --kind site --county 资阳市
"$TUYOU" lexicon a.atlas list --as stopword | grep -c 铁佛寺崖墓
names --accept 双龙街 --alias-of 双龙街乡
names --reject 双龙街
names --accept 双龙街 --alias-of 双龙街乡
names --accept 圆觉洞 --alias-of 毗卢洞
names --accept 甲乙丙 --kind site --county 火星县
names --accept "甲乙
丙" --word
names --accept "$(printf '长%.0s' $(seq 101))" --word
"$TUYOU" check a.atlas | tail -1
