cat >a.txt <<END
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Jia, A
TI Rock carvings of
   Anyue
SO HERITAGE
DE Anyue; world
   heritage
C1 [Jia, A] Univ A, City, Peoples R China.
PY 2019
ER

PT J
TI Dazu and Anyue
DE Dazu; Anyue
ER

EF
END
printf 'PT\tAU\tTI\tDE\tPY\nJ\tYi, B\tWorld heritage in Dazu\tDazu; world heritage\t2020\n' >b.txt
"$TUYOU" import a.atlas --as papers a.txt b.txt; echo "exit code $?"
"$TUYOU" network a.atlas --kind paper --words 4
