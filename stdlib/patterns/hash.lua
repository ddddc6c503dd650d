local patterns = ...

-- Chance as a function of where one is: the same place and seed give the same number in any process, whatever was asked before.
-- Counters are mixed as in G. Steele, D. Lea, C. Flood, Fast Splittable Pseudorandom Number Generators, 2014.

local function mixed(word)
  word = (word ~ (word >> 30)) * 0xbf58476d1ce4e5b9
  word = (word ~ (word >> 27)) * 0x94d049bb133111eb
  return word ~ (word >> 31)
end

-- 64 bits from a seed and a time's two numbers. Each goes through the mixing before the next is added, so that times of one
-- denominator, or one numerator, have nothing in common.
local function hash(seed, num, den)
  local word = mixed((seed + 1) * 0x9e3779b97f4a7c15)
  word = mixed(word + num * 0x9e3779b97f4a7c15)
  return mixed(word + den * 0xd1b54a32d192ed03)
end
patterns.hash = hash

-- At least 0 and below 1, at a time.
function patterns.chance_at(time, seed)
  return (hash(seed, time.num, time.den) >> 11) * 0x1p-53
end

-- A whole number from 0 to count - 1.
function patterns.hash_below(count, seed, num, den)
  return (hash(seed, num, den) >> 11) * 0x1p-53 * count // 1 | 0
end

-- A seed as a user gives one: any number or word.
function patterns.seed_of(value)
  if math.type(value) == "integer" then return value end
  local word = 0
  for byte in tostring(value):gmatch(".") do word = mixed(word + byte:byte()) end
  return word >> 1
end

-- Drops each event with the chance `share`. Events that begin together are kept or dropped together, as in Tidal.
function patterns.degraded(pattern, share, seed, inverted)
  return patterns.onsets_where(pattern, function(begins)
    return (patterns.chance_at(begins, seed) >= share) ~= (inverted or false)
  end)
end
