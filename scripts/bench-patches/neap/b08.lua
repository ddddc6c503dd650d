-- B8: white noise convolved with 2 s.
local response = (noise{seed=5} * xline(1, 0.0025, 2)):trim(0, 2)
play((noise{seed=1} * 0.02):convolve(response))
