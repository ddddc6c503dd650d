-- B1: 256 sines, each of a frequency that has no period, summed.
local t = {}
for i = 0, 255 do t[#t + 1] = sine((100 + 37.3 * i) * 1.00001234) end
play(mix(t) / 256)
