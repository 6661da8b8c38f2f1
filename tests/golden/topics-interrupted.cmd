# Ctrl-C ends a training with the model so far; from its checkpoint it goes on to the same φ as without the break
awk 'BEGIN { for (d = 0; d < 300; d++) { for (i = 0; i < 40; i++) printf "%d ", (d % 3) * 20 + (i * i + d) % 25; print "" } }' >bow
train() { "$TUYOU" topics --bow bow -k 8 --seed 2 "$@"; }
env --default-signal=INT "$TUYOU" topics --bow bow -k 8 --seed 2 --sweeps 1000000 --checkpoint half --checkpoint-every 1 --phi so-far.npy >so-far.txt 2>err &
sweeps() { od -An -v -tu4 -j12 -N4 half 2>/dev/null | tr -d ' '; }
for _ in $(seq 300); do s=$(sweeps); [ "${s:-0}" -gt 0 ] && break; sleep 0.1; done
kill -INT $!
wait $!; echo "code $?"
done=$(sweeps)
sed "s/after $done of/after N of/" err
train --sweeps $done --phi short.npy --threads 2 >short.txt && cmp so-far.npy short.npy && cmp so-far.txt short.txt && echo "the model so far is that of $( [ "$done" -gt 0 ] && echo as many ) sweeps"
train --sweeps $((done + 7)) --phi whole.npy >/dev/null
train --sweeps $((done + 7)) --phi resumed.npy --threads 3 --checkpoint half --resume >/dev/null && cmp whole.npy resumed.npy && echo "the resumed one is the whole one"
train --sweeps $((done + 7)) --checkpoint half
train --sweeps $((done + 7)) --checkpoint half --resume -k 9
head -c 5000 half >torn; train --checkpoint torn --resume
echo 1 2 3 >>bow; train --sweeps $((done + 7)) --checkpoint half --resume
train --checkpoint missing --resume; train --resume; train --checkpoint bow --resume
ls
