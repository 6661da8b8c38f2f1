"$TUYOU" entities "$ATLAS" --kind ich --county 大足区
