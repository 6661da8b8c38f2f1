"$TUYOU" build "$SOURCE/graphs/ziyang-dazu/project.ini"
