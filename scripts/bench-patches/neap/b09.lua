-- B9: 200 saws, each through a low-pass whose cutoff moves at every sample.
local t = {}
for i = 0, 199 do t[#t + 1] = saw(55 + 3.1 * i):lowpass(1200 + 800 * sine(3 + 0.05 * i), 4) end
play(mix(t) / 200)
