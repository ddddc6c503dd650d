local patterns = ...
local define, rational, subject, transform = patterns.define, patterns.rational, patterns.subject, patterns.transform_parameter
local count = patterns.count_parameter

-- Chance. Each word in a chain has the next seed, so that two do not decide alike; `{seed=}` says another.

local seed_parameter = {
  name = "seed", what = "a number or a word",
  doc = "Another seed makes other choices; by default its place in the chain.", optional = true,
}

local function seed_for(pattern, seed)
  if seed ~= nil then return patterns.seed_of(seed) end
  return pattern and rawget(pattern, "chances") or 0
end

local function share(doc)
  return {
    name = "share", kind = "number", what = "a number from 0 to 1, or a pattern of them", doc = doc,
    check = function(part)
      if part < 0 or part > 1 then patterns.fail("a number from 0 to 1 is expected, and not " .. patterns.told(part)) end
    end,
  }
end

define {
  name = "rand",
  family = "patterns",
  doc = "Another number at every instant, from 0 up to 1.",
  example = "rand():range(200, 2000):segment(8)",
  parameters = { seed_parameter },
  chance = true,
  make = function(seed)
    local number = seed_for(nil, seed)
    return patterns.continuous(function(time) return patterns.chance_at(time, number) end)
  end,
}

define {
  name = "irand",
  family = "patterns",
  doc = "Another whole number at every instant, from 0 up to one less than told.",
  example = 'irand(8):segment(8):scale("c4 minor")',
  parameters = { count("count", "How many numbers there are to choose from."), seed_parameter },
  chance = true,
  make = function(most, seed)
    local number = seed_for(nil, seed)
    return patterns.continuous(function(time) return math.tointeger(patterns.chance_at(time, number) * most // 1) end)
  end,
}

-- K. Perlin, An Image Synthesizer, 1985, on a line, with the smoother step of his Improving Noise, 2002.
define {
  name = "perlin",
  family = "patterns",
  doc = "A number from 0 to 1 that wanders smoothly to another in each cycle.",
  example = "perlin():range(200, 2000):segment(16)",
  parameters = { seed_parameter },
  chance = true,
  make = function(seed)
    local number = seed_for(nil, seed)
    local function corner(cycle) return patterns.chance_at({ num = cycle, den = 1 }, number) end
    return patterns.continuous(function(time)
      local cycle = rational.floor(time)
      local place = rational.number(patterns.place_in_cycle(time))
      local smooth = place * place * place * (place * (place * 6 - 15) + 10)
      local from = corner(cycle)
      return from + (corner(cycle + 1) - from) * smooth
    end)
  end,
}

local list_parameter = {
  name = "list", what = "values, strings or patterns",
  doc = "What is chosen from.", rest = true, takes_table = true,
}

-- A list of choices, and the seed that may stand in it by name.
local function choices(...)
  local list = patterns.items_of(...)
  local last = list[#list]
  if type(last) == "table" and getmetatable(last) == nil and last[1] == nil and last.seed ~= nil then
    list = table.move(list, 1, #list - 1, 1, { seed = last.seed })
  end
  if #list == 0 then patterns.fail("list: at least one thing to choose from is expected") end
  return list, list.seed
end

local function chosen(list, pick)
  local plain, constant = {}, true
  for index, item in ipairs(list) do
    plain[index] = patterns.pattern_of(item)
    constant = constant and rawget(plain[index], "constant") ~= nil
  end
  if constant then
    return patterns.continuous(function(time) return rawget(plain[pick(time)], "constant") end)
  end
  return patterns.inner_join(patterns.continuous(function(time) return plain[pick(time)] end))
end

define {
  name = "choose",
  family = "patterns",
  doc = "One of a list, another at every instant: take as many as are wanted with segment.",
  example = 'choose{"bd", "sn", "hh"}:segment(8)',
  parameters = { list_parameter },
  chance = true,
  make = function(...)
    local list, seed = choices(...)
    local number, size = seed_for(nil, seed), #list
    local picked = chosen(list, function(time) return math.tointeger(patterns.chance_at(time, number) * size // 1) + 1 end)
    return patterns.pitched_by(picked, list)
  end,
}

define {
  name = "wchoose",
  family = "patterns",
  doc = "One of a list of things with weights, another at every instant.",
  example = 'wchoose({"bd", 3}, {"sn", 1}):segment(8)',
  parameters = {
    { name = "list", what = "lists of a value and a weight",
      doc = "{value, weight}, one after another.", rest = true, takes_table = true },
  },
  chance = true,
  make = function(...)
    local list, seed = choices(...)
    local items, sums, total = {}, {}, 0
    for index, pair in ipairs(list) do
      local weight = type(pair) == "table" and getmetatable(pair) == nil and pair[2]
      if type(weight) ~= "number" or weight < 0 then
        patterns.fail(('%d: {value, weight} is expected, as {"bd", 3}, and not %s'):format(index, patterns.told(pair)))
      end
      total = total + weight
      items[index], sums[index] = pair[1], total
    end
    if total == 0 then patterns.fail("list: at least one weight above 0 is expected") end
    local number = seed_for(nil, seed)
    return patterns.pitched_by(chosen(items, function(time)
      local place = patterns.chance_at(time, number) * total
      for index, sum in ipairs(sums) do
        if place < sum then return index end
      end
      return #sums
    end), items)
  end,
}

local function degrading(name, doc, example, default)
  local parameters = { subject, share("The chance of each event to be dropped."), seed_parameter }
  if default then table.remove(parameters, 2) end
  define {
    name = name,
    family = "patterns",
    doc = doc,
    example = example,
    parameters = parameters,
    chance = true,
    make = function(pattern, part, seed)
      if default then part, seed = default, part end
      return patterns.degraded(pattern, part, seed_for(pattern, seed))
    end,
  }
end

degrading("degrade_by", "Drops events by chance.", 'p"hh*16":degrade_by(0.3)')
degrading("degrade", "Drops every other event, by chance.", 'p"hh*16":degrade()', 0.5)

-- Each event is transformed or not, by one throw for all that begin together.
local function some_events(pattern, part, change, seed)
  return patterns.stacked {
    patterns.degraded(pattern, part, seed),
    change(patterns.degraded(pattern, part, seed, true)),
  }
end

local function some_cycles(pattern, part, change, seed)
  return patterns.by_cycle_test(function(cycle)
    return patterns.chance_at({ num = cycle, den = 1 }, seed) < part
  end, change(pattern), pattern)
end

local function sometimes_by(name, doc, example, make)
  define {
    name = name,
    family = "patterns",
    doc = doc,
    example = example,
    parameters = { subject, share("The chance of the transform."), transform, seed_parameter },
    chance = true,
    make = function(pattern, part, change, seed) return make(pattern, part, change, seed_for(pattern, seed)) end,
  }
end

local function sometimes(name, doc, example, part, make)
  define {
    name = name,
    family = "patterns",
    doc = doc,
    example = example,
    parameters = { subject, transform, seed_parameter },
    chance = true,
    make = function(pattern, change, seed) return make(pattern, part, change, seed_for(pattern, seed)) end,
  }
end

sometimes_by("sometimes_by", "Transforms events by chance.", 'p"hh*8":sometimes_by(0.3, ply(2))', some_events)
sometimes_by("some_cycles_by", "Transforms whole cycles by chance.", 'p"bd sn":some_cycles_by(0.3, rev)', some_cycles)
sometimes("sometimes", "Transforms every other event, by chance.", 'p"hh*8":sometimes(ply(2))', 0.5, some_events)
sometimes("often", "Transforms three events in four, by chance.", 'p"hh*8":often(ply(2))', 0.75, some_events)
sometimes("rarely", "Transforms one event in four, by chance.", 'p"hh*8":rarely(ply(2))', 0.25, some_events)
sometimes("almost_always", "Transforms nine events in ten, by chance.", 'p"hh*8":almost_always(ply(2))', 0.9, some_events)
sometimes("almost_never", "Transforms one event in ten, by chance.", 'p"hh*8":almost_never(ply(2))', 0.1, some_events)
sometimes("some_cycles", "Transforms every other cycle, by chance.", 'p"bd sn":some_cycles(rev)', 0.5, some_cycles)

-- The numbers 0 to count - 1 in an order that the cycle's number decides: R. Durstenfeld, Random Permutation, 1964.
local function order_of(size, seed, cycle)
  local order = {}
  for index = 1, size do order[index] = index - 1 end
  for index = size, 2, -1 do
    local other = patterns.hash_below(index, seed, cycle, index) + 1
    order[index], order[other] = order[other], order[index]
  end
  return order
end

local function rearranged(name, doc, example, number_at)
  define {
    name = name,
    family = "patterns",
    doc = doc,
    example = example,
    parameters = { subject, count("parts", "Into how many parts each cycle is divided."), seed_parameter },
    chance = true,
    make = function(pattern, parts, seed)
      if parts <= 0 then return patterns.nothing end
      if parts > 1000 then patterns.fail("parts: 1000 at most are expected, and not " .. parts) end
      local number, steps = seed_for(pattern, seed), {}
      for index = 1, parts do
        local choice = patterns.make(patterns.by_cycle(function(from, to, cycle)
          local chosen_part = patterns.part_of_cycle(pattern, number_at(parts, number, cycle, index), parts)
          return { patterns.event(rational.whole(cycle), rational.whole(cycle + 1), from, to, chosen_part) }
        end))
        steps[index] = { pattern = choice, weight = rational.one }
      end
      return patterns.squeeze_join((patterns.weighted(steps)))
    end,
  }
end

rearranged("shuffle", "Equal parts of the cycle in another order, each once.",
  'p"c4 d4 e4 g4":shuffle(4)', function(parts, seed, cycle, index)
  return order_of(parts, seed, cycle)[index]
end)
rearranged("scramble", "Equal parts of the cycle by chance, some twice and some not at all.",
  'p"c4 d4 e4 g4":scramble(4)', function(parts, seed, cycle, index)
  return patterns.hash_below(parts, seed, cycle, index)
end)
