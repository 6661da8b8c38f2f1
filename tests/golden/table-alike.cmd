# The way between two places is the same whatever other places are asked for.
"$TUYOU" table "$ATLAS" 铁佛寺崖墓群 茗山寺
"$TUYOU" table "$ATLAS" 铁佛寺崖墓群 茗山寺 千佛寨 大足石刻
