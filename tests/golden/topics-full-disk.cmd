# no file may grow beyond 20 KiB, as on a full disk: the checkpoint that was there stays
awk 'BEGIN { for (d = 0; d < 300; d++) { for (i = 0; i < 40; i++) printf "%d ", (d * 7 + i * i) % 50; print "" } }' >bow
"$TUYOU" topics --bow bow -k 8 --sweeps 3 --checkpoint half >/dev/null && before=$(cksum <half)
(trap "" XFSZ; ulimit -f 20; "$TUYOU" topics --bow bow -k 8 --sweeps 9 --checkpoint half --resume); code=$?
[ "$(cksum <half)" = "$before" ] && echo "the checkpoint is as it was"
ls
exit $code
