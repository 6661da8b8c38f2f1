plan() { "$TUYOU" plan "$ATLAS" --days 2 "$@"; echo "$?" >&2; }
plan --prefer 石刻=x
plan --prefer 无此主题
plan --at 北山=3
plan --at 北山=2@25:00
plan --at-least 石刻
plan --before 北山
plan --before '北山<北山'
plan --evening 无此处
plan --hotels 大足城区=-1
plan --budget -5
plan --return --choose
plan --choose --rule nearest
plan --choose --mode sledge
plan --choose --start 北山 --end 成都市
plan --choose --keep /dev/null
echo '{"days": "two"}' >bad.json
plan --request bad.json
echo '{"dayz": 2}' >bad.json
plan --request bad.json
echo '[' >bad.json
plan --request bad.json
