local check = ...

local rational = check.load().rational
local from, reduced = rational.from, rational.reduced

check.equal("decimals are the fractions that are meant", tostring(from(0.3)), "3/10")
check.equal("a third in floating point is a third", tostring(from(1 / 3)), "1/3")
check.equal("below 0 too", tostring(from(-0.125)), "-1/8")
check.equal("a whole number", tostring(from(2.0)), "2")
check.equal("the finest that is kept", tostring(from(0.1234567891) - from(0.1234567891)), "0")
check.that("what is no small fraction is near", math.abs(rational.number(from(math.pi)) - math.pi) < 1e-9)
check.equal("sum", tostring(reduced(1, 3) + reduced(1, 6)), "1/2")
check.equal("with numbers", tostring(1 - reduced(1, 3) * 2), "1/3")
check.equal("quotient", tostring(reduced(1, 3) / reduced(-2, 3)), "-1/2")
check.equal("remainder", tostring(reduced(-1, 3) % 1), "2/3")
check.that("order", reduced(1, 3) < reduced(1, 2) and reduced(1, 2) <= 0.5 and reduced(-1, 2) < reduced(-1, 3))
check.that("equality", reduced(2, 4) == reduced(1, 2) and from(2) == from(2.0))
check.equal("a third ten thousand times", tostring((function()
  local sum = rational.zero
  for _ = 1, 30000 do sum = sum + reduced(1, 3) end
  return sum
end)()), "10000")

local huge = reduced(math.maxinteger // 2, 3)
check.that("comparing never overflows", huge < reduced(math.maxinteger // 2, 1) and reduced(math.maxinteger // 2 - 1, 3) < huge
  and not (huge < huge) and huge > reduced(-(math.maxinteger // 2), 5))
check.that("a product that does not fit is an error", not pcall(function() return huge * huge end))
check.that("a sum that does not fit is an error", not pcall(function() return huge + reduced(math.maxinteger // 2, 1) end))
check.that("a product that fits once it is reduced", reduced(1 << 40, 3) * reduced(3, 1 << 40) == rational.one)
check.that("no division by 0", not pcall(function() return from(1) / 0 end))
check.that("no infinity", not pcall(from, math.huge) and not pcall(from, 0 / 0))
check.that("a time is given no other fields", not pcall(function() reduced(1, 2).x = 3 end))

-- Against arithmetic on numbers that floating point holds exactly.
local state = 1
local function random(below)
  state = (state * 6364136223846793005 + 1442695040888963407) & math.maxinteger
  return (state >> 33) % below
end
local wrong = 0
for _ = 1, 3000 do
  local a, b = reduced(random(2000) - 1000, 1 << random(6)), reduced(random(2000) - 1000, 1 << random(6))
  local x, y = a.num / a.den, b.num / b.den
  local sum, difference, product = a + b, a - b, a * b
  if sum.num / sum.den ~= x + y or difference.num / difference.den ~= x - y or product.num / product.den ~= x * y
    or (a < b) ~= (x < y) or (a <= b) ~= (x <= y) or (a == b) ~= (x == y) or rational.floor(a) ~= math.floor(x) then
    wrong = wrong + 1
  end
end
check.equal("random sums, differences, products, comparisons", wrong, 0)
