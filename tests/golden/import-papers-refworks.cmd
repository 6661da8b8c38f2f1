cat >a.txt <<END
RT Journal Article
SR 1
A1 甲;乙
AD 某大学;
T1 安岳石刻的保护
JF 某刊
YR 2019
K1 安岳石刻;保护
DS CNKI

RT Dissertation/Thesis
SR 2
A1 丙
T1 大足石刻与安岳石刻
PB 某大学
K1 大足石刻;安岳石刻
END
"$TUYOU" import a.atlas --as papers a.txt; echo "exit code $?"
"$TUYOU" network a.atlas --kind paper --words 4
