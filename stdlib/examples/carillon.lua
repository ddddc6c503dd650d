-- Bells by chance: every bar is drawn anew, and yet the piece is the same each time, forwards, backwards and from the middle.
tempo(66) volume(0)
bells = p"0 2 4 5 7 9 11 12":shuffle(8):degrade_by(0.55):scale("f4 lydian")
high = p.perlin:range(0, 14):segment(6):degrade_by(0.4):scale("f5 lydian")
ground = p"<f2 c3 d3 a2>":slow(2)
play(bells:on(synths.bell, { amp = 0.6 }):reverb { decay = 5, wet = 0.25 } * 1.6)
play(high:on(synths.marimba, { amp = 0.6, pan = p.rand:range(-1, 1):segment(6) }))
play(ground:on(synths.strings, { legato = 1.05, amp = 0.8 }))
