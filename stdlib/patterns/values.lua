local patterns = ...
local define, subject = patterns.define, patterns.subject

-- Arithmetic of values. A number means the note of a table of controls; words and what else no arithmetic fits stay as they are,
-- for an error while it plays would stop the music.

local function merged(left, right, change)
  local result = {}
  for name, value in pairs(left) do result[name] = value end
  for name, value in pairs(right) do
    local own = result[name]
    if own == nil then
      result[name] = value
    elseif type(own) == "number" and type(value) == "number" then
      result[name] = change(own, value)
    else
      result[name] = value
    end
  end
  return result
end

-- The note or number of a value changed, whatever else it holds kept.
function patterns.with_number(value, change)
  if type(value) == "number" then return change(value) end
  if type(value) == "table" and type(value.note) == "number" then
    local result = {}
    for name, each in pairs(value) do result[name] = each end
    result.note = change(value.note)
    return result
  end
  return value
end

-- Letters are notes where they are added to: c is middle c, as an instrument reads it.
local function as_note(value) return type(value) == "string" and patterns.letter_number(value) or value end

local function combination(change, is_shift)
  return function(left, right)
    if is_shift and type(left) ~= "table" and type(right) ~= "table" then left, right = as_note(left), as_note(right) end
    local kinds = type(left) .. " " .. type(right)
    if kinds == "number number" then return change(left, right) end
    if kinds == "table number" then return patterns.with_number(left, function(number) return change(number, right) end) end
    if kinds == "number table" then return patterns.with_number(right, function(number) return change(left, number) end) end
    if kinds == "table table" then return merged(left, right, change) end
    -- bd plus {pan=1}: a word is a table of its own.
    if kinds == "string table" then return merged({ word = left }, right, change) end
    if kinds == "table string" then return merged(left, { word = right }, change) end
    return left
  end
end

local function exact(number) return math.tointeger(number) or number end

local combine = {
  add = combination(function(a, b) return a + b end, true),
  sub = combination(function(a, b) return a - b end, true),
  mul = combination(function(a, b) return a * b end),
  div = combination(function(a, b) return b == 0 and 0 or exact(a / b) end),
  mod = combination(function(a, b) return b == 0 and 0 or a % b end),
  pow = combination(function(a, b)
    local result = a ^ b
    return result == result and exact(result) or 0
  end),
}
patterns.combine = combine
patterns.give_operators(combine)

local ways = { both = patterns.both, left = patterns.left, right = patterns.right, squeeze = patterns.squeezed }
local way_names = { "both", "left", "right", "squeeze" }
local structure = {
  name = "structure", kind = "name", what = '"both", "left", "right" or "squeeze"',
  doc = "Whose events the result has: those of both, cut at both's edges, or of one side; squeeze puts the other's cycle into each.",
  default = "both",
  check = function(name)
    if not ways[name] then patterns.unknown("structure", name, way_names) end
  end,
}

local function arithmetic(name, doc, example)
  define {
    name = name,
    family = "patterns",
    doc = doc,
    example = example,
    parameters = {
      subject,
      { name = "amount", kind = "pattern", what = "a number, or a pattern of them",
        doc = "The other side.", takes_table = true },
      structure,
    },
    make = function(pattern, amount, way) return ways[way](pattern, amount, combine[name]) end,
  }
end

arithmetic("add", "The sum of two patterns, with the events of both.", 'p"c4 e4 g4":add("<0 12>")')
arithmetic("sub", "The difference of two patterns, with the events of both.", 'p"c4 e4 g4":sub("<0 12>")')
arithmetic("mul", "The product of two patterns, with the events of both.", 'p"1 2 3":mul("<1 2>")')
arithmetic("div", "The quotient of two patterns, with the events of both; divided by 0 it is 0.", 'p"1 2 3":div("<1 2>")')
arithmetic("mod", "The remainder of two patterns' quotient, with the events of both.", 'run(16):mod(7)')

local function bound(name, doc)
  return { name = name, kind = "pattern", numbers = true, what = "a number, or a pattern of them", doc = doc }
end

define {
  name = "range",
  family = "patterns",
  doc = "From 0…1 to another range.",
  example = "p.sine:range(200, 2000):segment(16)",
  parameters = { subject, bound("lo", "What 0 becomes."), bound("hi", "What 1 becomes.") },
  make = function(pattern, lo, hi)
    local low = patterns.left(pattern, lo, function(value, bottom)
      if type(bottom) == "number" then return { value, bottom } end
    end)
    return patterns.left(low, hi, function(pair, top)
      if type(top) ~= "number" then return nil end
      return patterns.with_number(pair[1], function(value) return pair[2] + (top - pair[2]) * value end)
    end)
  end,
}

define {
  name = "transpose",
  family = "patterns",
  doc = "Notes so many semitones higher; the rhythm stays.",
  example = 'p"c4 e4 g4":transpose("<0 5 7>")',
  parameters = { subject, bound("semitones", "How much higher; below 0 lower.") },
  make = function(pattern, semitones) return patterns.left(pattern, semitones, combine.add) end,
}
