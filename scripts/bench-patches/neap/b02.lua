-- B2: 100 band-limited saws, each through a resonant low-pass, summed.
local t = {}
for i = 0, 99 do t[#t + 1] = saw(55 + 7.7 * i):lowpass(500 + 40 * i, 4) end
play(mix(t) / 100)
