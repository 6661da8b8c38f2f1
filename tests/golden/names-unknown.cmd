"$TUYOU" names "$ATLAS" --unknown --top 8 | sed "s|names [^ ]*\.atlas|names ATLAS|"
