-- B1 at the peers' own frequencies, of which a part has periods.
local t = {}
for i = 0, 255 do t[#t + 1] = sine(100 + 37.3 * i) end
play(mix(t) / 256)
