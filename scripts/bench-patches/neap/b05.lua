-- B5: Freeverb (Jezar at Dreampoint, 2000), stereo, on noise bursts, two a second.
local x = noise{seed=2} * 0.5 * impulse(2):iir({1}, {1, -0.9986})

local function comb(input, length)
  local cutoff = -math.log(0.2) / (2 * math.pi) * 48000
  return feedback(function(l) return input + l:z(length):onepole(cutoff) * 0.98 end):z(length)
end

local function allpass_of(input, length)
  local v = feedback(function(l) return input + l:z(length) * 0.5 end)
  return v:z(length) - input
end

local function side(spread)
  local scale = 48000 / 44100
  local t = {}
  for _, n in ipairs{1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617} do
    t[#t + 1] = comb(x * 0.015, math.floor((n + spread) * scale))
  end
  local y = mix(t)
  for _, n in ipairs{556, 441, 341, 225} do y = allpass_of(y, math.floor((n + spread) * scale)) end
  return y
end

play(stereo(side(0), side(23)))
