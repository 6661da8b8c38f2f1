printf '*Vertices 2\n1 "安岳"\n2 "大足"\n*Edges\n1 3 3\n' >words.net
"$TUYOU" import a.atlas --as graph words.net
