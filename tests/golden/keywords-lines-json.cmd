printf '空间元数据用XML\n' | "$TUYOU" keywords --lines - --top 2 --json
