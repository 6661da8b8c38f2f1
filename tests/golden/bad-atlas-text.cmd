echo text >text.atlas; "$TUYOU" keywords text.atlas
