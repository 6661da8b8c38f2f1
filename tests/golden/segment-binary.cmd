printf "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;" >a.gif; "$TUYOU" segment a.gif
