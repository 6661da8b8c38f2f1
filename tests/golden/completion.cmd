"$TUYOU" help --bash-completion >completion
bash -n completion && bash -c ". ./completion; COMP_WORDS=(tuyou pl); COMP_CWORD=1; _tuyou; echo \"\${COMPREPLY[@]}\"; COMP_WORDS=(tuyou plan --rule e); COMP_CWORD=3; _tuyou; echo \"\${COMPREPLY[@]}\""
"$TUYOU" help --man | head -5
