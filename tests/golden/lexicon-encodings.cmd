# lists as Windows writes them; a compiled lexicon is one rejected line, in every command
cp "$ATLAS" a.atlas
printf '# 自加的词\r\n好风景路 3 n\r\n安岳石刻路\r\n坏行 abc n\r\n' >u8.txt
iconv -f UTF-8 -t GB18030 u8.txt >gb.txt
{ printf '\377\376' && iconv -f UTF-8 -t UTF-16LE u8.txt; } >u16.txt
cp "$BUILD/share/tuyou/lexicon.bin" compiled.bin
for list in gb.txt u16.txt u8.txt compiled.bin; do
  "$TUYOU" lexicon a.atlas add --from "$list"
done
"$TUYOU" lexicon a.atlas list
printf '去好风景路和安岳石刻路\n' >text.txt
for list in gb.txt u16.txt compiled.bin; do
  "$TUYOU" segment --lexicon "$list" text.txt
done
