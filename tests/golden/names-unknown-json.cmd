"$TUYOU" names "$ATLAS" --unknown --kind food --top 2 --contexts 1 --json | sed "s|names [^ ]*\.atlas|names ATLAS|"
