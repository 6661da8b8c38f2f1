"$TUYOU" bibliometrics "$ATLAS" --kind post
