# no file may grow beyond 40 KiB, as on a full disk; the atlas stays as it was
cp "$ATLAS" a.atlas; before=$(cksum <a.atlas)
printf "name\n甲寺\n" >sites.csv
printf "[project]\nname=x\n[tables]\nsites=sites.csv\n" >p.ini
(trap "" XFSZ; ulimit -f 40; "$TUYOU" build p.ini -o a.atlas); code=$?
[ "$(cksum <a.atlas)" = "$before" ] && echo "the atlas is as it was"
rm -f a.atlas-wal a.atlas-shm; ls
exit $code
