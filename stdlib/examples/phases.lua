-- Two players, one phrase, one of them a little faster: after Steve Reich, Piano Phase, 1967. Where they meet again the piece
-- has come round.
tempo(144) volume(0)
phrase = p"e4 fs4 b4 cs5 d5 fs4 e4 cs5 b4 fs4 d5 cs5"
left = phrase:on(synths.piano_electric, { amp = 0.7, pan = -0.6 })
right = phrase:fast(24 / 23):on(synths.piano_electric, { amp = 0.7, pan = 0.6 })
play(left)
play(right)
