cat >a.bib <<'END'
@string{kan = {某刊}}
@article{a, title = {{安岳石刻}的保护}, author = {甲 and 乙}, journal = kan, year = 2019,
  keywords = {安岳石刻, 保护}}
@article{broken, title = {never closed,
@phdthesis{b, title = "大足石刻与" # "安岳石刻", author = {M{\"u}ller, H.}, school = {某大学},
  keywords = {大足石刻, 安岳石刻}}
END
"$TUYOU" import a.atlas --as papers a.bib; echo "exit code $?"
"$TUYOU" network a.atlas --kind paper --words 4
