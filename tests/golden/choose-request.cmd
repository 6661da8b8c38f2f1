cat >request.json <<'JSON'
{"days": 2, "start": "大足南站", "return": true, "date": "2026-05-11", "prefer": {"石刻": 2},
 "at": {"北山": "2@09:30"}, "before": ["北山<香国公园"], "at_least": {"自然": 1, "小众": 1},
 "at_most": {"石刻": 3}, "avoid": ["宝顶山"], "hotels": {"大足城区": 280}, "budget": 600, "effort": 2}
JSON
"$TUYOU" plan "$ATLAS" --request request.json
for threads in 1 2; do
  "$TUYOU" plan "$ATLAS" --request request.json --json --threads $threads >$threads.json
done
cmp 1.json 2.json
