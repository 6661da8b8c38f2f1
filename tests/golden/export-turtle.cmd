printf 'subject,predicate,object,value,unit,valid_from,confidence,source\n圆觉洞,located_in,安岳县,,,1956,A,甲\n圆觉洞,height_m,,6.7,m,,B,"=cmd()"\n' >facts.csv
"$TUYOU" import a.atlas --as graph facts.csv
"$TUYOU" export a.atlas -o a.ttl && sed -n '/^<urn:tuyou:entity/,$p' a.ttl
"$TUYOU" import b.atlas --as graph a.ttl && "$TUYOU" export b.atlas --format triples
