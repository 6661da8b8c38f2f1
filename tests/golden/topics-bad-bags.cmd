printf '0 1 2 1\n3 3 2\n' >bow; printf 'a\nb\nc\nd\n' >vocab; : >empty; printf '\n\n' >no-words; printf '0 4\n' >beyond
topics() { "$TUYOU" topics "$@"; echo "code $?"; }
topics --bow empty --vocab vocab
topics --bow bow --vocab empty
topics --bow no-words --vocab vocab
topics --bow no-words
topics --bow beyond --vocab vocab
topics --bow bow --vocab vocab -k 8
for prior in 0 nan -1 inf 1e9 1e-9 much; do topics --bow bow --alpha $prior; topics --bow bow --beta $prior; done
topics --bow bow --vocab vocab -k 2 --observed bow
topics --bow bow --vocab vocab -k 2 --observed bow --held-out beyond
topics --bow bow --vocab vocab -k 2 --observed bow --held-out empty
topics --bow bow --checkpoint-every 3
topics --bow bow --checkpoint no/such/folder
