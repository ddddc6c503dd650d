-- One second of a tone, and the end.
play(sine(440) * adsr(0.01, 0.1, 0.8, 0.2, 0.8))
