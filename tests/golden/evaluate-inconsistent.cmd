# The first trial of the chairs in Saaty 1977.
printf ',C1,C2,C3,C4\nC1,1,5,6,7\nC2,1/5,1,4,6\nC3,1/6,1/4,1,4\nC4,1/7,1/6,1/4,1\n' >chairs.csv
"$TUYOU" evaluate --ahp chairs.csv
