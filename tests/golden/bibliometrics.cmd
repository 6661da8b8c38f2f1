cat "$SOURCE"/corpus/papers/* | sed -nE 's/^(\{Author\}|Author-作者): *//p' | tr ';' '\n' >names.txt
"$TUYOU" bibliometrics "$ATLAS" --top 8 --authors names.txt
