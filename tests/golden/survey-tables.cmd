"$TUYOU" survey "$ATLAS" -o tables >/dev/null && for table in tables/*; do echo "== $table"; head -4 "$table"; done
