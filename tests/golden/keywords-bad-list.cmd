printf "好风景 1 n\n坏 1x n\n看川剧\n" >w.txt; echo 好风景里看川剧 | "$TUYOU" keywords --lines - --lexicon w.txt --method tfidf
