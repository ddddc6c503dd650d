local patterns = ...

-- Exact time. A sum of thirds and fifths in floating point drifts apart from itself after some thousand cycles, so cycles are
-- counted in reduced fractions of 64-bit integers. Invariant: `den` > 0 and gcd(num, den) = 1, so equal times are equal pairs.

local rational = {}
patterns.rational = rational

local meta = { __name = "time", __metatable = "time" }
local abs, floor = math.abs, math.floor

-- Below this the product of two, and the sum of two such products, stay inside 64 bits.
local safe <const> = 0x40000000

-- Times on cycle boundaries are by far the most frequent; these are made once.
local integers = {}

local function whole(number)
  local known = integers[number]
  if known then return known end
  local made = setmetatable({ num = number, den = 1 }, meta)
  if number >= -4096 and number <= 4096 then integers[number] = made end
  return made
end

local function gcd(a, b)
  while b ~= 0 do a, b = b, a % b end
  return a < 0 and -a or a
end

local function reduced(num, den)
  if den == 1 then return whole(num) end
  local divisor = gcd(num, den)
  if divisor ~= 1 then num, den = num // divisor, den // divisor end
  if den < 0 then num, den = -num, -den end
  if den == 1 then return whole(num) end
  return setmetatable({ num = num, den = den }, meta)
end

local function too_fine()
  patterns.fail("a time that is too far away, or too fine, for exact fractions of a cycle")
end

local function checked_product(a, b)
  if abs(a * 1.0 * b) >= 0x1p62 then too_fine() end
  return a * b
end

local function checked_sum(a, b)
  if abs(a * 1.0 + b) >= 0x1p62 then too_fine() end
  return a + b
end

local function small(a, b)
  local an, ad, bn, bd = a.num, a.den, b.num, b.den
  return an < safe and an > -safe and bn < safe and bn > -safe and ad < safe and bd < safe
end

local function add(a, b)
  local ad, bd = a.den, b.den
  if ad == 1 and bd == 1 then
    local sum = a.num + b.num
    if sum >= 0x4000000000000000 or sum <= -0x4000000000000000 then too_fine() end
    return whole(sum)
  end
  if small(a, b) then
    if ad == bd then return reduced(a.num + b.num, ad) end
    return reduced(a.num * bd + b.num * ad, ad * bd)
  end
  local divisor = gcd(ad, bd)
  local left, right = checked_product(a.num, bd // divisor), checked_product(b.num, ad // divisor)
  return reduced(checked_sum(left, right), checked_product(ad, bd // divisor))
end

local function negative(a)
  if a.den == 1 then return whole(-a.num) end
  return setmetatable({ num = -a.num, den = a.den }, meta)
end

local function sub(a, b)
  local ad, bd = a.den, b.den
  if ad == bd and small(a, b) then
    if ad == 1 then return whole(a.num - b.num) end
    return reduced(a.num - b.num, ad)
  end
  if small(a, b) then return reduced(a.num * bd - b.num * ad, ad * bd) end
  return add(a, negative(b))
end

local function mul(a, b)
  if small(a, b) then return reduced(a.num * b.num, a.den * b.den) end
  -- Reduced crosswise first, a product that fits is found to fit.
  local one, two = gcd(a.num, b.den), gcd(b.num, a.den)
  return reduced(checked_product(a.num // one, b.num // two), checked_product(a.den // two, b.den // one))
end

local function div(a, b)
  local num, den = b.num, b.den
  if num == 0 then patterns.fail("a time divided by 0") end
  if small(a, b) then return reduced(a.num * den, a.den * num) end
  if num < 0 then num, den = -num, -den end
  return mul(a, { num = den, den = num })
end

-- -1, 0 or 1. Never an overflow: where products do not fit, the continued fractions are compared.
local function compare(a, b)
  local an, ad, bn, bd = a.num, a.den, b.num, b.den
  if ad == bd then return an < bn and -1 or an > bn and 1 or 0 end
  if small(a, b) then
    local left, right = an * bd, bn * ad
    return left < right and -1 or left > right and 1 or 0
  end
  local sign = 1
  while true do
    local left, right = an // ad, bn // bd
    if left ~= right then return left < right and -sign or sign end
    an, bn = an - left * ad, bn - right * bd
    if an == 0 or bn == 0 then
      if an == bn then return 0 end
      return an == 0 and -sign or sign
    end
    an, ad, bn, bd, sign = ad, an, bd, bn, -sign
  end
end

local function less(a, b)
  if a.den == b.den then return a.num < b.num end
  return compare(a, b) < 0
end

local function equal(a, b) return a == b or (a.num == b.num and a.den == b.den) end

local function floor_of(a)
  if a.den == 1 then return a.num end
  return a.num // a.den
end

-- 2^-32 of a cycle is half a nanosecond; finer fractions would leave 64 bits some thousand cycles on.
local finest <const> = 0x100000000

-- The fraction a musician means by a decimal: 0.3 is 3/10 and the float 1/3 is a third, wherever one with a denominator up
-- to 10^4 lies within 1e-9 (best approximations, by continued fractions); else the nearest multiple of 2^-32.
local function from_float(number)
  if number ~= number or number >= 0x1p53 or number <= -0x1p53 then
    patterns.fail("a time must be a finite number of cycles, and not " .. tostring(number))
  end
  local integral = math.tointeger(number)
  if integral then return whole(integral) end
  local rest, n0, d0, n1, d1 = number, 0, 1, 1, 0
  for _ = 1, 40 do
    local digit = floor(rest)
    n0, d0, n1, d1 = n1, d1, digit * n1 + n0, digit * d1 + d0
    if d1 > 10000 then break end
    if abs(n1 / d1 - number) <= 1e-9 then return reduced(n1, d1) end
    rest = 1 / (rest - digit)
    if rest >= 0x1p31 then break end
  end
  if abs(number) >= 0x1p28 then too_fine() end
  return reduced(floor(number * finest + 0.5), finest)
end

-- A patch sees no more of the metatable than its name, which is all that tells a time.
function rational.is(value) return type(value) == "table" and getmetatable(value) == "time" end

-- A time from what a user gives for one: a number or a time; nil for anything else.
local function from(value)
  if math.type(value) == "integer" then return whole(value) end
  if math.type(value) == "float" then return from_float(value) end
  if rational.is(value) then return value end
  return nil
end

local function operand(value)
  return from(value) or patterns.fail("a time is added to, or compared with, times and numbers only, and not a " .. type(value))
end

meta.__add = function(a, b) return add(operand(a), operand(b)) end
meta.__sub = function(a, b) return sub(operand(a), operand(b)) end
meta.__mul = function(a, b) return mul(operand(a), operand(b)) end
meta.__div = function(a, b) return div(operand(a), operand(b)) end
meta.__mod = function(a, b)
  a, b = operand(a), operand(b)
  return sub(a, mul(b, whole(floor_of(div(a, b)))))
end
meta.__unm = negative
meta.__eq = function(a, b) return a.num == b.num and a.den == b.den end
meta.__lt = function(a, b) return compare(operand(a), operand(b)) < 0 end
meta.__le = function(a, b) return compare(operand(a), operand(b)) <= 0 end
meta.__tostring = function(a) return a.den == 1 and tostring(a.num) or a.num .. "/" .. a.den end
meta.__concat = function(a, b) return tostring(a) .. tostring(b) end
meta.__newindex = function() error("a time cannot be changed", 2) end
meta.__index = function(a, key)
  if key == "number" then return a.num / a.den end
  return nil
end

rational.add, rational.sub, rational.mul, rational.div, rational.negative = add, sub, mul, div, negative
rational.compare, rational.less, rational.equal, rational.floor = compare, less, equal, floor_of
rational.whole, rational.reduced, rational.from = whole, reduced, from
function rational.copy(a) return setmetatable({ num = a.num, den = a.den }, meta) end
rational.zero, rational.one = whole(0), whole(1)
function rational.minimum(a, b) return less(b, a) and b or a end
function rational.maximum(a, b) return less(a, b) and b or a end
function rational.number(a) return a.num / a.den end
