local patterns = ...
local define, rational = patterns.define, patterns.rational
local subject, transform, count = patterns.subject, patterns.transform_parameter, patterns.count_parameter

-- Words that transform some of the time. Chance is in another file; here all follows from the cycle's number.

-- Tidal takes a transform after one number or two; the offset may be left out.
local function offset_and(first, second)
  if second == nil then return 0, patterns.named("transform", patterns.transform_of, first) end
  local offset = type(first) == "number" and math.tointeger(first)
  if not offset then patterns.fail("offset: a whole number of cycles is expected, and not " .. patterns.told(first)) end
  return offset, patterns.named("transform", patterns.transform_of, second)
end

local function periodic(name, doc, example, place)
  define {
    name = name,
    family = "patterns",
    doc = doc,
    example = example,
    parameters = {
      subject,
      count("cycles", "How many cycles it takes to come round; 0 or less is never."),
      { name = "offset_or_transform", what = "a transform, or a number of cycles before it",
        doc = "A number says that it happens so many cycles later; the transform may stand here without one." },
      { name = "transform", what = "a transform", doc = "What is done to it in that cycle, as rev or fast(2).", optional = true },
    },
    make = function(pattern, cycles, first, second)
      local offset, change = offset_and(first, second)
      local changed = change(pattern)
      if cycles <= 0 then return pattern end
      local when = (place(cycles) + offset) % cycles
      return patterns.by_cycle_test(function(cycle) return cycle % cycles == when end, changed, pattern)
    end,
  }
end

local function first() return 0 end
periodic("every", "Transforms one cycle in so many: the first.", 'p"bd sn":every(4, fast(2))', first)
periodic("first_of", "Transforms the first of so many cycles; `every` by its other name.", 'p"bd sn":first_of(4, rev)', first)
periodic("last_of", "Transforms the last of so many cycles.", 'p"bd sn":last_of(4, ply(2))', function(cycles) return cycles - 1 end)

define {
  name = "when",
  family = "patterns",
  doc = "Transforms while a condition holds: a pattern of t and f, or a function of the cycle's number.",
  example = 'p"bd sn":when("<1 0>", rev)',
  parameters = {
    subject,
    { name = "condition", what = "a pattern of t and f, or a function of the cycle's number", doc = "When it is transformed." },
    transform,
  },
  make = function(pattern, condition, change)
    local changed = change(pattern)
    if type(condition) == "function" and not patterns.names[condition] then
      local known, count = {}, 0
      local function holds(cycle) return patterns.truth(condition(cycle)) end
      return patterns.by_cycle_test(function(cycle)
        -- Asked once for each cycle, it answers the same however often the cycle is asked for, while what it reads is the same.
        if known[cycle] == nil then
          if count >= 1024 then known, count = {}, 0 end
          known[cycle], count = patterns.remembered(cycle, holds, cycle), count + 1
        end
        return (known[cycle]())
      end, changed, pattern)
    end
    return patterns.sewn(patterns.pattern_of(condition), changed, pattern)
  end,
}

-- What of `changed` begins in [from, to) of the cycle, and of `pattern` elsewhere.
function patterns.within(pattern, from, to, changed)
  local function inside(begins)
    local place = patterns.place_in_cycle(begins)
    return not rational.less(place, from) and rational.less(place, to)
  end
  return patterns.stacked {
    patterns.onsets_where(changed, inside),
    patterns.onsets_where(pattern, function(begins) return not inside(begins) end),
  }
end

define {
  name = "within",
  family = "patterns",
  doc = "Transforms a part of each cycle.",
  example = 'p"bd*2 sn cp hh":within(0, 0.5, fast(2))',
  parameters = {
    subject,
    patterns.time_parameter("from", "Where in the cycle the part begins."),
    patterns.time_parameter("till", "Where in the cycle it ends."),
    transform,
  },
  make = function(pattern, from, to, change) return patterns.within(pattern, from, to, change(pattern)) end,
}

define {
  name = "chunk",
  family = "patterns",
  doc = "Transforms one part of the cycle, the next one in the next; of a negative number of parts, the one before.",
  example = 'p"bd sn hh cp":chunk(4, fast(2))',
  parameters = { subject, count("parts", "Into how many parts a cycle is divided."), transform },
  make = function(pattern, parts, change)
    local changed, number = change(pattern), math.abs(parts)
    if number == 0 then return pattern end
    if number > 10000 then patterns.fail("parts: 10000 at most are expected, and not " .. number) end
    local list = {}
    for index = 0, number - 1 do
      local place = parts > 0 and index or number - 1 - index
      list[index + 1] = patterns.within(pattern, rational.reduced(place, number), rational.reduced(place + 1, number), changed)
    end
    if parts > 0 then return patterns.concatenated(list) end
    -- Backwards Tidal lets the cycles pass; forwards each is heard as often as there are parts.
    return patterns.make(patterns.by_cycle(function(from, to, cycle) return list[cycle % number + 1].answer(from, to) end))
  end,
}
