cat >posts.xml <<END
<?xml version="1.0" encoding="UTF-8"?>
<RECORDS>
  <RECORD id="1"><标题>两日</标题><正文>圆觉洞值得一去</正文><作者>某人</作者></RECORD>
  <RECORD id="2"><标题/></RECORD>
  <RECORD id="3"><正文>卧佛院在山里</正文></RECORD>
</RECORDS>
END
printf '<r><p><话>毗卢洞</话></p><p><话>千佛寨</话></p></r>' >own.xml
printf '<!DOCTYPE r [<!ENTITY a "&#72;"><!ENTITY b "&a;&a;">]><r><p><text>&b;</text></p></r>' >laughs.xml
"$TUYOU" import my.atlas --as posts posts.xml; echo "exit code $?"
"$TUYOU" import my.atlas --as posts own.xml; echo "exit code $?"
"$TUYOU" import my.atlas --as posts --map text=话 own.xml; echo "exit code $?"
cp own.xml again.xml; "$TUYOU" import my.atlas --as posts again.xml; echo "exit code $?"
"$TUYOU" import my.atlas --as posts laughs.xml; echo "exit code $?"
"$TUYOU" search my.atlas 卧佛院
