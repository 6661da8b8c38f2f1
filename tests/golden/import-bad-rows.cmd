cat >sites.csv <<END
name,lat,lon
甲寺,30.1,105.2
高寺,105,30
乙寺,30.2,105.3
END
cat >legs.csv <<END
from,to,km,origin
甲寺,乙寺,12,published
甲寺,丁寺,3,published
甲寺,乙寺,-3,published
甲寺,乙寺,5,guessed
END
"$TUYOU" import a.atlas --as sites sites.csv; echo "exit code $?"
"$TUYOU" import a.atlas --as legs legs.csv; echo "exit code $?"
"$TUYOU" distance a.atlas 甲寺 乙寺
