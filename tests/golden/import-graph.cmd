printf '*Vertices 2\n1 "安岳"\n2 "大足"\n*Edges\n1 2 3\n1 2 1 l "loves"\n' >words.net
"$TUYOU" import a.atlas --as graph words.net
"$TUYOU" query a.atlas 安岳
