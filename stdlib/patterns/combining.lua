local patterns = ...
local define, rational = patterns.define, patterns.rational

-- Patterns beside and after one another.

local items = { name = "list", what = "patterns, strings or values", doc = "What is combined.", rest = true, takes_table = true }

local function listed(...)
  local list = {}
  for index, item in ipairs(patterns.items_of(...)) do list[index] = patterns.named(index, patterns.pattern_of, item) end
  return list
end

-- What is made of many has as many uses of chance as the one with most.
local function counted(pattern, list)
  local chances = rawget(pattern, "chances") or 0
  local is_pitch
  for _, each in ipairs(list) do
    chances = math.max(chances, rawget(each, "chances") or 0)
    is_pitch = is_pitch or rawget(each, "is_pitch")
  end
  pattern = patterns.make(pattern.answer)
  rawset(pattern, "is_pitch", is_pitch)
  rawset(pattern, "chances", chances > 0 and chances or nil)
  return pattern
end

define {
  name = "stack",
  family = "patterns",
  doc = "All at once.",
  example = 'stack(p"bd*4", p"~ sn", p"hh*8")',
  parameters = { items },
  make = function(...)
    local list = listed(...)
    return counted(patterns.stacked(list), list)
  end,
}

define {
  name = "cat",
  family = "patterns",
  doc = "A cycle of each in turn.",
  example = 'cat(p"bd sn", p"bd*4")',
  parameters = { items },
  make = function(...)
    local list = listed(...)
    return counted(patterns.concatenated(list), list)
  end,
}

define {
  name = "fastcat",
  family = "patterns",
  doc = "One after another, all within each cycle.",
  example = 'fastcat(p"bd sn", p"hh*4")',
  parameters = { items },
  make = function(...)
    local list = listed(...)
    return counted(patterns.faster(patterns.concatenated(list), rational.whole(#list)), list)
  end,
}

-- `{length, pattern}` and so on, checked.
local function sections(...)
  local list = patterns.items_of(...)
  -- One section alone is not a list of sections.
  if rational.from(list[1]) and list[2] ~= nil then list = { list } end
  local checked = {}
  for index, section in ipairs(list) do
    local length = type(section) == "table" and getmetatable(section) == nil and rational.from(section[1])
    if not length or section[2] == nil then
      patterns.fail(('%d: {length, pattern} is expected, as {3, "bd*4"}, and not %s'):format(index, patterns.told(section)))
    end
    if length.num <= 0 then patterns.fail(("%d: a length above 0 is expected, and not %s"):format(index, length)) end
    checked[index] = { weight = length, pattern = patterns.pattern_of(section[2]) }
  end
  return checked
end

local function patterns_in(list)
  local found = {}
  for index, section in ipairs(list) do found[index] = section.pattern end
  return found
end

local sections_parameter = {
  name = "sections", what = "lists of a length and a pattern",
    doc = "{length, pattern}, one after another.", rest = true, takes_table = true,
}

define {
  name = "timecat",
  family = "patterns",
  doc = "One after another within each cycle, each in its share of it.",
  example = 'timecat({3, "bd*4"}, {1, "sn*2"})',
  parameters = { sections_parameter },
  make = function(...)
    local list = sections(...)
    return counted((patterns.weighted(list)), patterns_in(list))
  end,
}

define {
  name = "arrange",
  family = "patterns",
  doc = "Sections of a song: each pattern for its number of cycles, then from the first on again.",
  example = 'arrange({4, "bd*4"}, {2, "bd sn"})',
  parameters = { sections_parameter },
  make = function(...)
    local list = sections(...)
    local total = rational.zero
    for _, section in ipairs(list) do total = rational.add(total, section.weight) end
    if #list == 0 then return patterns.nothing end
    -- Sped up for its slot, a section plays on where it was a lap ago.
    local slots = {}
    for index, section in ipairs(list) do
      slots[index] = { weight = section.weight, pattern = patterns.faster(section.pattern, section.weight) }
    end
    return counted(patterns.slower((patterns.weighted(slots)), total), patterns_in(list))
  end,
}

local function counting(last)
  local steps = {}
  if last > 10000 then patterns.fail("count: 10000 at most are expected, and not " .. last) end
  for number = 0, last - 1 do steps[number + 1] = { pattern = patterns.pure(number), weight = rational.one } end
  return (patterns.weighted(steps))
end

local count = patterns.count_parameter("count", "How many numbers.")

define {
  name = "run",
  family = "patterns",
  doc = "The numbers from 0 on, in each cycle.",
  example = 'run("<4 8>")',
  parameters = { count },
  make = counting,
}

define {
  name = "scan",
  family = "patterns",
  doc = "Each cycle one number more: 0, then 0 1, then 0 1 2, and so on, then from the first again.",
  example = "scan(8)",
  parameters = { count },
  make = function(most)
    local list = {}
    if most > 1000 then patterns.fail("count: 1000 at most are expected, and not " .. most) end
    for number = 1, most do list[number] = counting(number) end
    return patterns.concatenated(list)
  end,
}

define {
  name = "superimpose",
  family = "patterns",
  doc = "The pattern, and transformed ones beside it.",
  example = 'p"c4 e4":superimpose(transpose(7))',
  parameters = {
    patterns.subject,
    { name = "transforms", kind = "transform", what = "transforms",
      doc = "What is done to the others.", rest = true },
  },
  make = function(pattern, ...)
    local list = { pattern }
    for _, change in ipairs { ... } do list[#list + 1] = change(pattern) end
    return counted(patterns.stacked(list), list)
  end,
}

define {
  name = "layer",
  family = "patterns",
  doc = "Transformed ones beside one another, without the pattern itself.",
  example = 'p"c4 e4 g4":layer(rev, fast(2))',
  parameters = {
    patterns.subject,
    { name = "transforms", kind = "transform", what = "transforms",
      doc = "What is done to each.", rest = true },
  },
  make = function(pattern, ...)
    local list = {}
    for _, change in ipairs { ... } do list[#list + 1] = change(pattern) end
    return #list == 0 and patterns.nothing or counted(patterns.stacked(list), list)
  end,
}

define {
  name = "off",
  family = "patterns",
  doc = "The pattern, and a transformed one beside it that comes later.",
  example = 'p"c4 e4 g4":off(1/8, transpose(12))',
  parameters = { patterns.subject, patterns.time_parameter("by", "How many cycles later."), patterns.transform_parameter },
  make = function(pattern, by, change)
    local list = { pattern, change(patterns.make(patterns.by_cycle(patterns.later(pattern, by).answer))) }
    return counted(patterns.stacked(list), list)
  end,
}

define {
  name = "echo_with",
  family = "patterns",
  doc = "Echoes, each later than the one before and transformed once more.",
  example = 'p"c4 ~":echo_with(4, 1/8, transpose(3))',
  parameters = {
    patterns.subject,
    patterns.count_parameter("times", "How many there are, the first included."),
    patterns.time_parameter("by", "How many cycles each is later than the one before."),
    patterns.transform_parameter,
  },
  make = function(pattern, times, by, change)
    if times > 1000 then patterns.fail("times: 1000 at most are expected, and not " .. times) end
    local list = { pattern }
    for number = 2, times do list[number] = change(patterns.later(list[number - 1], by)) end
    return counted(patterns.stacked(list), list)
  end,
}

define {
  name = "pick",
  family = "patterns",
  doc = "Patterns chosen from a list, by number from 0 on or by name.",
  example = 'p"<0 1 0>":pick{"bd*4", "bd sn"}',
  parameters = {
    patterns.subject,
    { name = "list", what = "a list of patterns, or a table of named ones",
      doc = "What is chosen from; a number past its end counts as the last.", takes_table = true },
  },
  make = function(pattern, list)
    if type(list) ~= "table" then patterns.fail("list: a list of patterns is expected, and not " .. patterns.told(list)) end
    local known, count = {}, #list
    local names = {}
    for key, item in pairs(list) do
      known[key] = patterns.pattern_of(item)
      if type(key) == "string" then names[#names + 1] = key end
    end
    table.sort(names)
    for _, atom in ipairs(#names > 0 and rawget(pattern, "atoms") or {}) do
      if type(atom) == "string" and known[atom] == nil then patterns.unknown("pattern in the list called", atom, names) end
    end
    return patterns.pitched_by(counted(patterns.inner_join(patterns.mapped(pattern, function(key)
      if type(key) == "number" and count > 0 then
        key = math.max(0, math.min(count - 1, math.floor(key + 0.5))) + 1
        return known[math.tointeger(key)]
      end
      return known[key] or patterns.nothing
    end)), { pattern }), list)
  end,
}
