# The criteria of "Analytic hierarchy process – car example" (Wikipedia): .510, .234, .041, .215; ratio .074.
printf ',cost,safety,style,capacity\ncost,1,3,7,3\nsafety,1/3,1,9,1\nstyle,1/7,1/9,1,1/7\ncapacity,1/3,1,7,1\n' >car.csv
"$TUYOU" evaluate --ahp car.csv
