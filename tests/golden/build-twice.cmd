"$TUYOU" build "$SOURCE/graphs/ziyang-dazu/project.ini" -o my.atlas | tail -1
"$TUYOU" build "$SOURCE/graphs/ziyang-dazu/project.ini" -o my.atlas
