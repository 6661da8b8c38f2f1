"$TUYOU" import a.atlas sites.csv; code=$?; ls; exit $code
