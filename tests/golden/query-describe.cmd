"$TUYOU" query "$ATLAS" "DESCRIBE tuyou:孔雀洞" | head -12
