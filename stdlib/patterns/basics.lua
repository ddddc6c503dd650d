local patterns = ...
local define = patterns.define

-- The words that make patterns of strings, values and lists.

local p = setmetatable({}, {
  __name = "p",
  __metatable = "p",
  __call = function(_, ...)
    return patterns.guarded("p: ", function(...)
      if select("#", ...) ~= 1 then patterns.fail("one string, value or list is expected, as in p\"bd sn\"") end
      return patterns.pattern_of((...))
    end, ...)
  end,
})
patterns.p = p

define {
  name = "p",
  family = "patterns",
  doc = "The pattern of a string of mini-notation, or of a value; also holds the continuous patterns of one cycle.",
  example = 'p"bd [sn sn] ~ hh*4"',
  source = "Alex McLean, Making Programming Languages to Dance to: Live Coding with Tidal, 2014",
  parameters = { { name = "text", what = "a string of mini-notation, or a value", doc = "What happens in a cycle, or over several." } },
  make = patterns.pattern_of,
  call = p,
}

-- A list within a list is a step of its own.
function patterns.sequence(list, source)
  local steps = {}
  for index, item in ipairs(list) do
    steps[index] = { pattern = patterns.pattern_of(item), weight = patterns.rational.one }
  end
  local made = (patterns.weighted(steps))
  return patterns.make(made.answer, source or "seq(" .. patterns.describe(list) .. ")")
end

-- Whether notes are named in something from which a pattern is made.
local function names_notes(item)
  if patterns.is_pattern(item) then return rawget(item, "is_pitch") end
  if type(item) == "string" then return patterns.tells_notes(item) end
  if type(item) ~= "table" or getmetatable(item) ~= nil then return false end
  for _, each in pairs(item) do
    if names_notes(each) then return true end
  end
  return false
end

-- The same pattern as pitch, which is hertz where a signal holds it.
function patterns.as_pitch(pattern)
  if rawget(pattern, "is_pitch") then return pattern end
  local pitched = patterns.make(pattern.answer)
  for _, field in ipairs { "constant", "slots", "atoms", "chances" } do rawset(pitched, field, rawget(pattern, field)) end
  rawset(pitched, "is_pitch", true)
  return pitched
end

-- What is made of items is pitch where notes are named in them.
function patterns.pitched_by(pattern, items) return names_notes(items) and patterns.as_pitch(pattern) or pattern end

-- Arguments one by one, or one list of them.
function patterns.items_of(...)
  local count, first = select("#", ...), (...)
  if count == 1 and type(first) == "table" and getmetatable(first) == nil then return first end
  for index = 1, count do
    if select(index, ...) == nil then patterns.fail(("%d: a pattern, a string or a value is expected, and not nothing"):format(index)) end
  end
  return { ... }
end

define {
  name = "seq",
  family = "patterns",
  doc = "What it is given one after another, all in one cycle; a list within is a step that is divided.",
  example = 'seq{"bd", {"sn", "sn"}, "~", "hh*4"}',
  parameters = {
    { name = "items", what = "strings, values, patterns and lists of them", doc = "The steps.", rest = true, takes_table = true },
  },
  make = function(...)
    local items = patterns.items_of(...)
    return patterns.pitched_by(patterns.sequence(items), items)
  end,
}

define {
  name = "pure",
  family = "patterns",
  doc = "One value, once in each cycle; a string is the word itself here.",
  example = 'pure("bd")',
  parameters = { { name = "value", what = "any value", doc = "What each event carries.", takes_table = true } },
  make = function(value) return patterns.pure(value) end,
}

define {
  name = "silence",
  family = "patterns",
  doc = "The pattern in which nothing happens.",
  example = "cat(p\"bd*4\", silence())",
  parameters = {},
  make = function() return patterns.nothing end,
}
