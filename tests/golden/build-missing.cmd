printf "[project]\nname=x\n[tables]\nsites=nowhere.csv\n" >p.ini
"$TUYOU" build p.ini -o my.atlas; echo "exit code $?"; ls
echo nonsense >p.ini; "$TUYOU" build p.ini -o my.atlas; echo "exit code $?"
"$TUYOU" build p.ini; echo "exit code $?"
