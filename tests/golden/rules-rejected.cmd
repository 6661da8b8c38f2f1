cp "$ATLAS" a.atlas && printf "name,if,then\nfine,X near Y & Y near Z,X near Z\n,X near Y,Y near X\nbad,X eats Y,X near Y\n" >rules.csv && "$TUYOU" import a.atlas --as rules rules.csv
