-- Four voices of a game console: pulses, a stepped triangle and held noise play a chase.
tempo(160) volume(-2)
lead = p"<[c5 ef5 g5 c6 bf5 g5 ef5 g5] [af4 c5 ef5 af5 g5 ef5 c5 ef5] [f4 af4 c5 f5 ef5 c5 af4 c5] [g4 b4 d5 g5 f5 d5 b4 d5]>"
bass = p"<c2*8 af1*8 f1*8 g1*8>"
drums = p"[bd sn]*2, hh*8, ~ ~ ~ <~ cr>"
play(lead:on(synths.lead_chip, { amp = 0.5, legato = 0.8 }))
play(lead:late(3 / 16):on(synths.lead_chip, { amp = 0.2, legato = 0.8, pan = 0.5 }))
play(bass:on(synths.bass_fm, { legato = 0.7 }) * 0.8)
play(drums:on(kits.chip) * 0.8)
