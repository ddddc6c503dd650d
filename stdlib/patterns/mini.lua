local patterns = ...

-- From the tree of a mini-notation string to its pattern. Everything that can be wrong with a string shows here.

local rational = patterns.rational
local compile

-- The distribution of pulses over steps as even as can be, the first step a pulse: E. Bjorklund, The Theory of Rep-Rate Pattern
-- Generation in the SNS Timing System, 2003; G. Toussaint, The Euclidean Algorithm Generates Traditional Musical Rhythms, 2005.
-- Told by the two groups that are folded into one another until at most one of the lesser kind is left over.
function patterns.bjorklund(pulses, steps)
  local heads, tails = {}, {}
  for index = 1, steps do
    if index <= pulses then heads[#heads + 1] = { true } else tails[#tails + 1] = { false } end
  end
  while #tails > 1 and #heads > 0 do
    local folded, count = {}, math.min(#heads, #tails)
    for index = 1, count do
      local group = table.move(heads[index], 1, #heads[index], 1, {})
      folded[index] = table.move(tails[index], 1, #tails[index], #group + 1, group)
    end
    local left = #heads > count and heads or tails
    heads, tails = folded, table.move(left, count + 1, #left, 1, {})
  end
  local flat = {}
  for _, groups in ipairs { heads, tails } do
    for _, group in ipairs(groups) do table.move(group, 1, #group, #flat + 1, flat) end
  end
  return flat
end

-- Steps of equal or other weight in a cycle: `{ {pattern or nil, weight}, … }`, nil a rest.
function patterns.weighted(steps, source)
  local total, place, slots = rational.zero, rational.zero, {}
  for _, step in ipairs(steps) do total = rational.add(total, step.weight) end
  if total.num == 0 then return patterns.nothing, total end
  if #steps == 1 and steps[1].pattern then return steps[1].pattern, total end
  for _, step in ipairs(steps) do
    local stop = rational.add(place, step.weight)
    if step.pattern then
      slots[#slots + 1] = { from = rational.div(place, total), to = rational.div(stop, total), pattern = step.pattern }
    end
    place = stop
  end
  if #slots == 0 then return patterns.nothing, total end
  return patterns.slotted(slots, source), total
end

-- A pattern in each pulse of a Euclidean rhythm, a cycle of it squeezed into the step.
function patterns.euclid_slots(pattern, pulses, steps, rotation)
  -- Tidal answers silence for fewer than no pulses in a string.
  if steps <= 0 or pulses <= 0 then return patterns.nothing end
  local rhythm, list = patterns.bjorklund(math.min(pulses, steps), steps), {}
  for index = 1, steps do
    local on = rhythm[(index - 1 + rotation) % steps + 1]
    list[index] = { pattern = on and pattern or nil, weight = rational.one }
  end
  return (patterns.weighted(list))
end

-- `build(a, b, …)` joined over patterns of plain values; at once where all are constant. `known` keeps what was built.
local function joined(arguments, build)
  local plain, constants = {}, 0
  for index, argument in ipairs(arguments) do
    plain[index] = rawget(argument, "constant")
    if plain[index] ~= nil then constants = constants + 1 end
  end
  if constants == #arguments then return build(table.unpack(plain)) end
  local known = {}
  return patterns.inner_join(patterns.mapped(patterns.tuples(arguments), function(list)
    local key = table.concat(list, " ")
    known[key] = known[key] or build(table.unpack(list))
    return known[key]
  end))
end

local kinds = {}

function kinds.atom(node, context)
  if not context.factor then context.atoms[#context.atoms + 1] = node.value end
  return patterns.pure(node.value, patterns.describe(node.value))
end

function kinds.rest() return nil end

function kinds.sequence(node, context)
  local steps, made = {}, {}
  for index, step in ipairs(node.steps) do
    -- A step that stands there several times is one pattern.
    if made[step.node] == nil then made[step.node] = compile(step.node, context) or false end
    steps[index] = { pattern = made[step.node] or nil, weight = step.weight }
  end
  local pattern, total = patterns.weighted(steps)
  if #steps == 1 and not steps[1].pattern then return nil, total end
  return pattern, total
end

function kinds.stack(node, context)
  local list = {}
  for _, branch in ipairs(node.branches) do list[#list + 1] = compile(branch, context) end
  return patterns.stacked(list, "")
end

function kinds.choice(node, context)
  local list, seed = {}, node.seed
  for index, branch in ipairs(node.branches) do list[index] = compile(branch, context) or patterns.nothing end
  return patterns.make(patterns.by_cycle(function(from, to, cycle)
    return list[patterns.hash_below(#list, seed, cycle, 1) + 1].answer(from, to)
  end))
end

-- What stands where a number is expected: its pattern, all of whose atoms are numbers, and such as `allows` accepts.
local function numbers(node, context, expected, allows, limit)
  local inner = setmetatable({ factor = true }, { __index = context })
  local function check(each)
    if each.kind == "atom" and type(each.value) ~= "number" then
      patterns.fail_in_text(context.text, each.at, ("%s is expected here, and not %s"):format(expected, patterns.shown(each.value)))
    end
    if each.kind == "atom" and allows and not allows(each.value) then
      patterns.fail_in_text(context.text, each.at, ("%.14g times is more than a cycle can hold: %s expected"):format(each.value, limit))
    end
    for _, part in ipairs { each.of, each.by, each.pulses, each.from, each.to } do check(part) end
    for _, step in ipairs(each.steps and each.kind == "sequence" and each.steps or {}) do check(step.node) end
    for _, branch in ipairs(each.branches or {}) do check(branch) end
  end
  check(node)
  return compile(node, inner) or patterns.nothing
end

-- A mistake while the string is read; what comes of a pattern of numbers only while it plays is silent.
local function too_many(context, node, expected)
  if context.ready then return patterns.nothing end
  patterns.fail_in_text(context.text, node.at, expected)
end

function kinds.polymeter(node, context)
  local list, steps = {}, node.steps and numbers(node.steps, context, "a number of steps")
  local first
  for _, branch in ipairs(node.branches) do
    local pattern, total = compile(branch, context)
    first = first or total
    if pattern and total.num > 0 then
      steps = steps or patterns.pure(rational.number(first))
      list[#list + 1] = joined({ steps }, function(count)
        return patterns.faster(pattern, rational.div(rational.from(count), total))
      end)
    end
  end
  if #list == 0 then return nil end
  return patterns.stacked(list, "")
end

local function is_times(factor) return math.abs(factor) <= patterns.most_times end
local function is_share(factor) return factor == 0 or math.abs(factor) * patterns.most_times >= 1 end

-- A factor that comes of others only while it plays, as in *<1 .. 9999>, is not stopped at.
local function faster(pattern, factor)
  return is_times(factor.num / factor.den) and patterns.faster(pattern, factor) or patterns.nothing
end

function kinds.fast(node, context)
  local pattern = compile(node.of, context)
  local by = numbers(node.by, context, "a number of times", is_times, ("up to %d are"):format(patterns.most_times))
  return pattern and joined({ by }, function(factor)
    local exact, slots = rational.from(factor), rawget(pattern, "slots")
    if slots and exact.den == 1 and exact.num > 0 and exact.num * #slots <= 64 then
      local steps = {}
      for index = 1, exact.num do steps[index] = { pattern = pattern, weight = rational.one } end
      return (patterns.weighted(steps))
    end
    return faster(pattern, exact)
  end)
end

function kinds.slow(node, context)
  local pattern = compile(node.of, context)
  local by = numbers(node.by, context, "a number of times", is_share, ("1/%d or more after \"/\" is"):format(patterns.most_times))
  return pattern and joined({ by }, function(factor)
    if factor == 0 then return patterns.nothing end
    return faster(pattern, rational.div(rational.one, rational.from(factor)))
  end)
end

function kinds.euclid(node, context)
  local pattern = compile(node.of, context)
  local pulses, steps = numbers(node.pulses, context, "a number of pulses"), numbers(node.steps, context, "a number of steps")
  local rotation = node.rotation and numbers(node.rotation, context, "a rotation in steps") or patterns.pure(0)
  return pattern and joined({ pulses, steps, rotation }, function(...)
    local whole = {}
    for index, value in ipairs { ... } do whole[index] = math.tointeger(math.floor(value)) end
    if whole[2] > 10000 then return too_many(context, node, "a rhythm of 10000 steps at most is expected") end
    return patterns.euclid_slots(pattern, whole[1], whole[2], whole[3])
  end)
end

function kinds.degrade(node, context)
  local pattern, share, seed = compile(node.of, context), node.share, node.seed
  return pattern and patterns.degraded(pattern, share, seed)
end

function kinds.range(node, context)
  local from, to = numbers(node.from, context, "a number"), numbers(node.to, context, "a number")
  return joined({ from, to }, function(first, last)
    if math.abs(last - first) > 10000 then return too_many(context, node, "a range of 10000 numbers at most is expected") end
    local steps = {}
    for value = math.min(first, last), math.max(first, last) do
      if not context.factor then context.atoms[#context.atoms + 1] = value end
      local step = { pattern = patterns.pure(value), weight = rational.one }
      if first <= last then steps[#steps + 1] = step else table.insert(steps, 1, step) end
    end
    return (patterns.weighted(steps))
  end)
end

function compile(node, context)
  return kinds[node.kind](node, context)
end

-- The pattern of a string. `source` is how it shows where it is named; with `names` the names of notes stay words.
function patterns.mini(text, source, names)
  local tree, seeds = patterns.parse_mini(text, names)
  local context = { text = text, atoms = {} }
  local compiled = compile(tree, context) or patterns.nothing
  context.ready = true
  local pattern = patterns.make(compiled.answer, source or "p" .. patterns.quoted(text))
  rawset(pattern, "slots", rawget(compiled, "slots"))
  rawset(pattern, "constant", rawget(compiled, "constant"))
  rawset(pattern, "atoms", context.atoms)
  rawset(pattern, "chances", seeds > 0 and seeds or nil)
  if not names and patterns.tells_notes(text) then rawset(pattern, "is_pitch", true) end
  return pattern
end
