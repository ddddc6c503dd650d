-- Three beats in a bar: chords with voices led from one to the next, a bass, and a tune that answers itself a bar later.
tempo(150) volume(-1)
meter(3)
harmony = chord("<a2'm7 d3'm7 g2'7 c3'maj7 f2'maj7 b2'm7b5 e2'7 a2'm>")
comp = harmony:voicing():struct("~ 1 1"):on(synths.piano_electric, { legato = 0.6, amp = 0.5 })
low = p"<a1 d2 g1 c2 f1 b1 e2 a1>":on(synths.bass_pluck, { cutoff = 700 })
tune = p"<[e5 d5 c5] [d5@2 f5] [b4 d5 g5] [e5@3] [a5 g5 f5] [d5@2 b4] [gs4 b4 d5] [c5@3]>"
answer = tune:off(1 / 3, transpose(-12))
play(comp)
play(low)
play(answer:on(synths.pluck, { amp = 0.6 }))
play(p"~ hh hh":on(kits.acoustic) * 0.6)
