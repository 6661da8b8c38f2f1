cat >a.enw <<END
%0 Journal Article
%A 甲
%+ 某大学;
%T 安岳石刻的保护
%J 某刊
%D 2019
%K 安岳石刻;;保护
%W CNKI

%0 Thesis
%A 乙
%T 大足石刻与安岳石刻
%I 某大学
%K 大足石刻;安岳石刻
END
"$TUYOU" import a.atlas --as papers a.enw; echo "exit code $?"
"$TUYOU" network a.atlas --kind paper --words 4
