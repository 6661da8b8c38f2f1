printf '安岳石刻的毗卢洞\n\n川剧变脸和剪纸\nxyzzyish\n' >lines.txt
"$TUYOU" topics "$ATLAS" --place 资阳 --infer lines.txt | tail -6
"$TUYOU" topics "$ATLAS" --place 资阳 --theta theta.npy
