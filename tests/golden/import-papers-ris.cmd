cat >a.ris <<END
TY  - JOUR
TI  - 安岳石刻的保护
AU  - 甲
PY  - 2019///
JO  - 某刊
KW  - 安岳石刻
KW  - 保护
ER  - 

TY  - JOUR
TI  - 大足石刻与安岳石刻
KW  - 大足石刻
安岳石刻
ER  - 
stray
END
"$TUYOU" import a.atlas --as papers a.ris; echo "exit code $?"
"$TUYOU" network a.atlas --kind paper --words 4
