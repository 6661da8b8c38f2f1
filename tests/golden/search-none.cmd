"$TUYOU" search "$ATLAS" 千手观音 雪山飞狐
