"$TUYOU" evaluate "$ATLAS" --site 宝顶山
