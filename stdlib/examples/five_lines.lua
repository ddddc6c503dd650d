-- The smallest song: a beat, a bass that follows it, and a tempo.
tempo(112) volume(-3)
drums = p"bd ~ [~ bd] ~, ~ sn ~ sn, hh*8"
bass = p"<c2 ef2 f2 g2>*8":struct("1 1 0 1 1 0 1 0"):on(synths.bass_pluck, { cutoff = p"<600 1400 900 2200>" })
play(drums:on(kits.default))
play(bass * 0.8)
