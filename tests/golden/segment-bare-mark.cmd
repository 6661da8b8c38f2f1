printf 'ab\t\340\270\261cd\n石刻\343\200\200\314\201看\n' | "$TUYOU" segment --offsets
