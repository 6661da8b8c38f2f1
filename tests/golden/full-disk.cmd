command -v bash >/dev/null
bash -c "ulimit -f 200; trap \"\" XFSZ; \"$TUYOU\" build \"$SOURCE/graphs/ziyang-dazu/project.ini\" -o my.atlas >/dev/null; echo \"exit code \$?\""
ls
bash -c "ulimit -f 64; trap \"\" XFSZ; \"$TUYOU\" draw \"$ATLAS\" wordcloud --place 资阳 -o words.png; echo \"exit code \$?\""
ls
