cp "$ATLAS" a.atlas; "$TUYOU" build "$SOURCE/graphs/ziyang-dazu/project.ini" -o a.atlas
