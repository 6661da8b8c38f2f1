divert() {
  "$TUYOU" divert "$ATLAS" --groups 200 --days 2 --start 大足南站 --return --include 宝顶山 \
    --capacity 宝顶山=80 --effort 1 "$@"
}
divert -o loads.svg --threads 1
divert --json --threads 1 >1.json
divert --json --threads 2 >2.json
cmp 1.json 2.json
grep -c '<svg' loads.svg
"$TUYOU" divert "$ATLAS" --days 2 --prefer 石刻 --capacity 宝顶山=0
