-- Pads that rise and fall like a tide: nothing but long chords, a reverb, and a filter that breathes.
tempo(60) volume(0)
chords = chord("<c3'maj9 a2'm7 f2'maj9 g2'sus4>"):voicing()
water = chords:slow(2):on(synths.pad_warm, { legato = 1.1, amp = 0.5 })
glint = p"<c6 g5 e6 d6>(3,8)":slow(2):degrade_by(0.3):on(synths.pad_glass, { amp = 0.3, pan = p.rand:range(-0.8, 0.8):segment(8) })
play(1.8 * water:lowpass(sine(1 / 32):range(500, 3000)):reverb { decay = 6, wet = 0.3 })
play(glint:echo(bars(3 / 16), 4) * 1.2)
