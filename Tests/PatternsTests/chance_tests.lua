local check = ...

local patterns = check.load()
local environment = check.environment(patterns)
local function events(text, from, to) return check.shown(check.evaluate(text, environment):query(from or 0, to or 4)) end

-- The same wherever and however often it is asked, in this process and another.
for _, text in ipairs { 'p"a*8?"', 'p"a*8":degrade()', 'p"a*8":sometimes(fast(2))', 'p"0 .. 7":shuffle(8)', 'p"0 .. 7":scramble(8)',
  "rand():segment(4)", "irand(8):segment(4)", "perlin():segment(4)", 'choose("a", "b"):segment(4)', 'p"a b":some_cycles(rev)', 'p"a*4":humanize()' } do
  local first = events(text)
  local another = check.shown(check.evaluate(text, check.environment(check.load())):query(0, 4))
  check.equal(text .. " is the same elsewhere", another, first)
end
check.equal("what the numbers are is kept", ("%.12f %.12f"):format(patterns.chance_at({ num = 1, den = 3 }, 0), patterns.chance_at({ num = 10000, den = 1 }, 7)),
  "0.194582075967 0.473391554724")

check.that("seeds differ", events('p"a*16":degrade{seed=1}') ~= events('p"a*16":degrade{seed=2}'))
check.equal("a seed is a seed", events('p"a*16":degrade{seed="x"}'), events('p"a*16":degrade_by(0.5, {seed="x"})'))
check.that("a second degrade decides anew", #check.evaluate('p"a*16":degrade():degrade()', environment):query(0, 64) < 350)
check.that("its place in a chain is its seed", events('p"a*16":degrade()') == events('p"a*16":degrade{seed=0}'))

local function share(text, cycles, per_cycle)
  return #check.evaluate(text, environment):query(0, cycles) / (cycles * per_cycle)
end
local function near(name, got, expected, by) check.that(name .. (": %.3f"):format(got), math.abs(got - expected) < by) end
near("degrade keeps half", share('p"a*8":degrade()', 1000, 8), 0.5, 0.02)
near("degrade_by keeps its share", share('p"a*8":degrade_by(0.2)', 1000, 8), 0.8, 0.02)
near("sometimes adds half", share('p"a*8":sometimes(ply(2))', 1000, 8), 1.5, 0.02)
near("often adds three in four", share('p"a*8":often(ply(2))', 1000, 8), 1.75, 0.02)
near("rarely adds one in four", share('p"a*8":rarely(ply(2))', 1000, 8), 1.25, 0.02)
near("almost_always", share('p"a*8":almost_always(ply(2))', 1000, 8), 1.9, 0.02)
near("almost_never", share('p"a*8":almost_never(ply(2))', 1000, 8), 1.1, 0.02)
near("some_cycles changes half of them", share('p"a":some_cycles(fast(2))', 2000, 1), 1.5, 0.05)
near("some_cycles_by", share('p"a":some_cycles_by(0.2, fast(2))', 2000, 1), 1.2, 0.05)
near("sometimes_by of a pattern", share('p"a*8":sometimes_by("<0 1>", ply(2))', 500, 8), 1.5, 0.01)

local sum, least, most = 0, 1, 0
for _, event in ipairs(check.evaluate("rand():segment(8)", environment):query(0, 1000)) do
  sum, least, most = sum + event.value, math.min(least, event.value), math.max(most, event.value)
end
near("rand is even", sum / 8000, 0.5, 0.02)
check.that("rand is from 0 up to 1", least >= 0 and least < 0.01 and most < 1 and most > 0.99)

local counts = {}
for _, event in ipairs(check.evaluate("irand(4):segment(8)", environment):query(0, 500)) do counts[event.value] = (counts[event.value] or 0) + 1 end
check.that("irand is even", counts[0] > 900 and counts[1] > 900 and counts[2] > 900 and counts[3] > 900 and counts[4] == nil)

counts = {}
for _, event in ipairs(check.evaluate('wchoose({"a", 3}, {"b", 1}):segment(8)', environment):query(0, 500)) do counts[event.value] = (counts[event.value] or 0) + 1 end
near("wchoose weighs", counts.a / 4000, 0.75, 0.03)

local steady, before = true, nil
for _, event in ipairs(check.evaluate("perlin():segment(64)", environment):query(0, 50)) do
  if before and math.abs(event.value - before) > 0.05 then steady = false end
  before = event.value
end
check.that("perlin is smooth", steady)

local all, orders = true, {}
local shuffled = check.evaluate('p"0 .. 3":shuffle(4)', environment)
for cycle = 0, 999 do
  local list = {}
  for index, event in ipairs(shuffled:query(cycle, cycle + 1)) do list[index] = event.value end
  local order = table.concat(list, " ")
  orders[order] = (orders[order] or 0) + 1
  table.sort(list)
  all = all and table.concat(list, " ") == "0 1 2 3"
end
local kinds, rarest = 0, 1000
for _, count in pairs(orders) do kinds, rarest = kinds + 1, math.min(rarest, count) end
check.that("shuffle plays each part once", all)
check.that("shuffle has all orders, none of them rare", kinds == 24 and rarest > 15, ("  %d, %d"):format(kinds, rarest))

local far, moved = true, 0
for _, event in ipairs(check.evaluate('p"a*4":humanize(0.02)', environment):query(0, 200)) do
  local place = event.whole.from.num / event.whole.from.den * 4
  local off = math.abs(place - math.floor(place + 0.5)) / 4
  far = far and off <= 0.02 + 1e-12
  if off > 0.001 then moved = moved + 1 end
end
check.that("humanize moves nearly all, none too far", far and moved > 700)
check.equal("choose of patterns", #check.evaluate('choose("a b", "c d"):segment(1)', environment):query(0, 10) > 0, true)
check.equal("a ribbon repeats chance", events('rand():segment(4):ribbon(7, 1)', 0, 1):gsub("(%d+)%.%.", ""):gsub("|.-\n", "\n"),
  events('rand():segment(4):ribbon(7, 1)', 0, 1):gsub("(%d+)%.%.", ""):gsub("|.-\n", "\n"))
check.equal("bare words stand where numbers are expected", #check.evaluate('p"a*4":late(rand)', environment):query(0, 1) > 0, true)
