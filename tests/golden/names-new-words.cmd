"$TUYOU" names "$ATLAS" --new-words --top 5 --min-count 4 --contexts 1 | sed "s|names [^ ]*\.atlas|names ATLAS|"
