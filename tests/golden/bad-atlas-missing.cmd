"$TUYOU" check missing.atlas
