"$TUYOU" draw "$ATLAS" bursts --kind paper
