cp "$ATLAS" a.atlas; "$TUYOU" lexicon a.atlas remove 石刻 没有这个词
