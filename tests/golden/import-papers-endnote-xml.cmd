cat >a.xml <<END
<xml><records><record><contributors><authors><author>甲</author></authors></contributors>
<titles><title>安岳石刻的保护</title></titles>
<keywords><keyword>安岳石刻</keyword><keyword>保护</keyword></keywords></record>
<record><titles><title>大足石刻与安岳石刻</title></titles>
<keywords><keyword>大足石刻</keyword><keyword>安岳石刻</keyword></keywords></record></records></xml>
END
"$TUYOU" import a.atlas --as papers a.xml; echo "exit code $?"
"$TUYOU" network a.atlas --kind paper --words 4
