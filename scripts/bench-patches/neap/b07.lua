-- B7: white noise, short-time transforms of 1024 by 256: bins under a threshold muted.
play(noise{seed=1}:spectral_gate{threshold=-36, window=1024, hop=256} * 0.3)
