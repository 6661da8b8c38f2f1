# posts after one pattern that speak of different sites are no repeats, the same again with an
# addition is; search says when only repeats have what was asked for
cat >posts.csv <<END
id,正文
1,周末自驾去看圆觉洞，路不好走但是很值得，造像保存得比想象的好，门口有停车场，门票三十，建议早去
2,周末自驾去看毗卢洞，路不好走但是很值得，造像保存得比想象的好，门口有停车场，门票三十，建议早去
3,周末自驾去看茗山寺，路不好走但是很值得，造像保存得比想象的好，门口有停车场，门票三十，建议早去
4,周末自驾去看孔雀洞，路不好走但是很值得，造像保存得比想象的好，门口有停车场，门票三十，建议早去
5,周末自驾去看北山石刻，路不好走但是很值得，造像保存得比想象的好，门口有停车场，门票三十，建议早去
6,国庆自驾去看圆觉洞，路不太好走但很值得，造像保存得比想象的好，门口有停车场，门票三十，一定早去
7,国庆自驾去看圆觉洞，路不太好走但很值得，造像保存得比想象的好，门口有停车场，门票三十，早去，讲解员特别好
END
"$TUYOU" import a.atlas --as posts posts.csv
"$TUYOU" search a.atlas 北山石刻
"$TUYOU" search a.atlas 讲解员
"$TUYOU" search a.atlas 自驾 讲解员 --json
"$TUYOU" search a.atlas 讲解员 --near-duplicates
"$TUYOU" search a.atlas 自驾 | tail -1
