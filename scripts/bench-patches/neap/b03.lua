-- B3: 64 voices of FM at audio rate: modulator 1.5 times the carrier, deviation twice the modulator.
local t = {}
for i = 0, 63 do
  local carrier = 110 + 11 * i
  local modulator = 1.5 * carrier
  t[#t + 1] = sine(carrier + sine(modulator) * (2 * modulator))
end
play(mix(t) / 64)
