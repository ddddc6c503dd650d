-- One bass line, turned: sixteen steps through a squelching filter whose resonance the bar moves, over four on the floor.
tempo(128) volume(-4)
line1 = p"c2 c3 c2 ef2 c2 bf1 c2 g1 c2 c3 ef2 c2 bf1 c2 g2 f2"
acid = line1:on(synths.bass_acid, {
  cutoff = p.sine:slow(8):range(300, 2400):segment(16),
  legato = p"0.5 0.5 1.2 0.5 0.5 0.9 0.5 0.5",
})
drums = stack(p"bd*4", p"~ cp ~ cp", p"[~ oh]*4", p"hh*16":accent("1 0.4 0.7 0.4"))
play(drums:on(kits.default))
play(acid:echo(beats(0.75), 1.5) * 0.7)
