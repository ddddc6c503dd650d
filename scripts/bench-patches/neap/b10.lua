-- B10: 8 feedback delays with a low-pass in each loop, on noise bursts.
local x = noise{seed=2} * 0.25 * impulse(2):iir({1}, {1, -0.9986})
local t = {}
for i = 0, 7 do
  t[#t + 1] = feedback(function(l) return x + l:delay(0.1 + 0.07 * i):onepole(3000) * 0.85 end)
end
play(mix(t) / 8)
