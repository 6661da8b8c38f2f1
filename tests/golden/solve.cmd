printf '2 1 3 1\n\n0 10 10 0 0 0 0 0 200\n1 11 11 5 4 1 1 2 20 60\n2 13 14 10 6 0 0 0 150\n3 2 9 10 1 0 0 40 90\n' >small.txt
"$TUYOU" solve small.txt --days 2 --iterations 1000 --seed 1
"$TUYOU" solve small.txt --format optw --iterations 1000 --json | tr -d ' \n'
