"$TUYOU" export "$ATLAS" --theme 川剧 -o tour.doc; ls
