local check = ...

-- A pattern's source, evaluated, is the pattern again: workspaces keep patterns by it.

local patterns = check.load()
local environment = check.environment(patterns)

local function again(name, pattern)
  if not patterns.is_pattern(pattern) then return end
  local source = patterns.describe(pattern)
  if source:find("function#", 1, true) then return end
  local fine, made = pcall(check.evaluate, source, environment)
  check.that(name .. ": its source is evaluated", fine, ("  %s\n  %s"):format(source, made))
  if not fine then return end
  check.equal(name .. ": the source of what was made of it", patterns.describe(made), source)
  check.equal(name .. ": the events of " .. source, check.shown(made:query(0, 3)), check.shown(pattern:query(0, 3)))
end

for name, word in pairs(patterns.words) do
  if word.example then
    local fine, made = pcall(check.evaluate, word.example, environment)
    if fine then again(name, made) end
  end
end

for _, text in ipairs {
  'p"1 2" + p"3"', '-p"1 2"', '2 * p"1 2" % 3', '(p"1 2" - 3) * 2', 'p"1 2" ^ 2', '2 ^ (p"1 2" * 3)', '-(p"1 2" + 1)', 'p"bd(3,8,2)":fast(1/3)',
  'p"a b":early(2/7)', 'seq{1, {2, 3}, "c4"}', 'p"a b":every(3, fast(2):rev())', 'p"a b":sometimes(fast(2) .. rev)',
  'p"bd":off(1/8, add(12))', 'timecat{{1, p"bd"}, {3, "sn"}}', 'p"1":within(0, 1/3, fast(2))', 'p.sine:range(1, 5):segment(4)',
  '(p"1 2" + 3):fast(2)', 'p"a b":set{pan = p"-1 1"}', 'p"bd":jux(every(2, fast(2)))',
} do
  again(text, check.evaluate(text, environment))
end

-- Functions are numbered as they come, and what is quoted stays.
local function turn(pattern) return pattern:rev() end
local function twice(pattern) return pattern:fast(2) end
local made = environment.p"a function#1":every(2, twice):every(3, turn):every(4, twice)
local text, held = patterns.saved(made)
check.equal("what a file holds of it", text, 'p"a function#1":every(2, function#1):every(3, function#2):every(4, function#1)')
check.that("the functions that go with it", #held == 2 and held[1] == twice and held[2] == turn)
local again_made = assert(load(patterns.chunk_of(text), "=file", "t", environment))(held)
check.equal("what is made of it", check.shown(again_made:query(0, 12)), check.shown(made:query(0, 12)))
check.equal("a name that is taken", patterns.chunk_of('held:fast(function#1, "\\"function#2")'), 'local held_ = ... return held:fast(held_[1], "\\"function#2")')

-- What follows a name says the name; once that is pinned, what it meant.
local cell = { name = "drums" }
local followed = patterns.make(environment.p"bd".answer, patterns.mark(cell))
check.equal("what follows a name", patterns.text(followed:fast(2)), "drums:fast(2)")
local built = followed:fast(2)
cell.pinned = environment.p"bd sn"
check.equal("what is pinned", patterns.text(built:rev()), 'p"bd sn":fast(2):rev()')

-- Functions of one code that have equal values around them are one; others are not.
function patterns.code_of(held)
  local parts, count = { string.dump(held, true) }, 0
  while debug.getupvalue(held, count + 1) do
    count = count + 1
    parts[count + 1] = select(2, debug.getupvalue(held, count))
  end
  return table.unpack(parts, 1, count + 1)
end
local function quicker(times) return function(x) return x:fast(times) end end
local function through(list) return function(x) return x:fast(list[1]) end end
local function itself()
  local function turned(x, depth) return depth and turned(x) or x end
  return turned
end
local function pair(times)
  local one, other
  function one(x) return other(x) end
  function other(x) return one and x:fast(times) end
  return one
end
local describe = patterns.describe
-- A number holds as long as one of those that share it lives.
local function alike(one, other)
  return describe(one) == describe(other)
end
check.that("functions with equal numbers", alike(quicker(2), quicker(2)))
check.that("functions with other numbers", describe(quicker(2)) ~= describe(quicker(3)))
check.that("a number is no string", describe(quicker(2)) ~= describe(quicker("2")))
check.that("functions with equal lists", alike(through { 2 }, through { 2 }))
check.that("functions with equal patterns", alike(quicker(environment.p"<2 3>"), quicker(environment.p"<2 3>")))
check.that("functions that call themselves", alike(itself(), itself()))
check.that("functions that hold each other", describe(pair(2)) ~= describe(pair(3)))
-- The number stays good as long as one of them lives.
local first = quicker(5)
local kept = describe(first)
local last = quicker(5)
check.equal("the same again", describe(last), kept)
first = nil
collectgarbage() collectgarbage()
check.that("its function is known", patterns.functions_in(kept)[1] ~= nil and describe(patterns.functions_in(kept)[1]) == kept)
patterns.code_of = nil
