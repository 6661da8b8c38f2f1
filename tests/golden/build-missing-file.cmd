printf "[project]\nname=x\n[tables]\nlegs=none.csv\n" >p.ini; "$TUYOU" build p.ini -o a.atlas; code=$?; ls; exit $code
