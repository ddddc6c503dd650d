-- B6: 16 notes a second of 36 different ones; what rings over the end of a round is heard at its beginning.
local t = {}
for n = 0, 35 do
  local f = 440 * 2 ^ ((36 + n * 7 % 36 - 69) / 12)
  local note = (saw(f):lowpass(4 * f, 3) * adsr(0.01, 0.1, 0.7, 0.25, 0.5)):trim(0, 0.75) / 12
  t[#t + 1] = note:offset(n / 16)
  if n / 16 + 0.75 > 2.25 then t[#t + 1] = note:offset(n / 16 - 2.25) end
end
play(mix(t):tile(0, 2.25))
