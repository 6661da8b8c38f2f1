cat >a.xml <<END
<?xml version="1.0" encoding="utf-8"?>
<Bibliographys>
<Bibliography><PrimaryTitle><Title Lang="zh-CHS">安岳石刻的保护</Title></PrimaryTitle>
<Authors><Author><Info><FullName>甲</FullName></Info></Author></Authors><Year>2019</Year>
<Keywords><Keyword Lang="zh-CHS">安岳石刻</Keyword><Keyword Lang="zh-CHS">保护</Keyword></Keywords>
</Bibliography>
<Bibliography><PrimaryTitle><Title Lang="zh-CHS">大足石刻与安岳石刻</Title></PrimaryTitle>
<Keywords><Keyword>大足石刻</Keyword><Keyword>安岳石刻</Keyword></Keywords>
</Bibliography>
<Bibliography><Title>坏
END
"$TUYOU" import a.atlas --as papers a.xml; echo "exit code $?"
"$TUYOU" network a.atlas --kind paper --words 4
