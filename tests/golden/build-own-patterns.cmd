printf '[project]\nname=p\n[tables]\nentities=e.csv\n[posts 一]\nfiles=t.csv\n' >p.ini
printf 'name,kind\n甲寺,site\n乙堡,castle\n丙县,place\n' >e.csv
printf '正文\n甲寺守着丙县，乙堡也在\n' >t.csv
printf 'id,label\ncastle,城堡\n' >kinds.csv
printf 'id,label,kind,domain,range\nguards,守护,relation,site|castle,place\n' >ontology.csv
printf '# own\nguards-1 guards 0.8 {S} 守着 {O}\n' >patterns.txt
"$TUYOU" build p.ini -o a.atlas --kinds kinds.csv --ontology ontology.csv --patterns patterns.txt
"$TUYOU" review a.atlas
printf '# own\nguards-1 guards 0.8 {S:food} 守着 {O}\n' >patterns.txt
"$TUYOU" build p.ini -o a.atlas --kinds kinds.csv --ontology ontology.csv --patterns patterns.txt
