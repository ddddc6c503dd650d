-- B4: white noise through 16 peaking filters.
local x = noise{seed=1} * 0.25
for i = 0, 15 do x = x:peaking(60 * 1.4 ^ i, i % 2 == 0 and 6 or -6, 1.5) end
play(x)
