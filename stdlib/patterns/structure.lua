local patterns = ...
local define, rational, subject = patterns.define, patterns.rational, patterns.subject
local whole = rational.whole

-- Words that say when events are, and leave what they are.

local function count(name, what, default)
  return { name = name, kind = "whole", what = "a whole number, or a pattern of them", doc = what, default = default }
end
patterns.count_parameter = count

-- What a pattern of conditions holds for true: words but f and false, numbers but 0.
local function truth(value)
  if type(value) == "string" then return value ~= "f" and value ~= "false" and value ~= "" end
  if type(value) == "number" then return value ~= 0 end
  return value ~= false and value ~= nil
end
patterns.truth = truth

local conditions = { name = "conditions", kind = "pattern", what = "a pattern of t and f, or 1 and 0" }
local function condition(doc)
  local parameter = { doc = doc }
  for key, value in pairs(conditions) do parameter[key] = value end
  return parameter
end
patterns.condition_parameter = condition

define {
  name = "struct",
  family = "patterns",
  doc = "The rhythm of one pattern with the values of another.",
  example = 'p"c4 e4":struct("t ~ t t f t")',
  parameters = { subject, condition("When there is an event: what is neither f nor 0 makes one.") },
  make = function(pattern, rhythm)
    return patterns.left(rhythm, pattern, function(on, value) if truth(on) then return value end end)
  end,
}

local function masked(pattern, rhythm, wanted)
  return patterns.left(pattern, rhythm, function(value, on) if truth(on) == wanted then return value end end)
end

-- One pattern while a condition holds, another while it does not.
function patterns.sewn(rhythm, chosen, other)
  return patterns.stacked { masked(chosen, rhythm, true), masked(other, rhythm, false) }
end

define {
  name = "mask",
  family = "patterns",
  doc = "Only what falls where another pattern is true.",
  example = 'p"hh*8":mask("1 [0 1]")',
  parameters = { subject, condition("Where it may be heard.") },
  make = function(pattern, rhythm) return masked(pattern, rhythm, true) end,
}

local most_steps <const> = 10000

local function euclidean(pattern, pulses, steps, wanted)
  if steps <= 0 then return patterns.nothing end
  if steps > most_steps then patterns.fail("steps: 10000 at most are expected, and not " .. steps) end
  -- Fewer pulses than none are the rests of as many.
  if pulses < 0 then pulses, wanted = -pulses, not wanted end
  local list = {}
  for index, on in ipairs(patterns.bjorklund(math.min(pulses, steps), steps)) do
    list[index] = { pattern = on == wanted and pattern or nil, weight = rational.one }
  end
  return (patterns.weighted(list))
end

local function rotated(pattern, steps, rotation)
  if steps <= 0 or rotation == 0 then return pattern end
  return patterns.later(pattern, rational.reduced(-rotation, steps))
end

define {
  name = "euclid",
  family = "patterns",
  doc = "Pulses spread over steps as evenly as can be, a cycle of the pattern in each.",
  example = 'p"bd":euclid(3, 8)',
  source = "Godfried Toussaint, The Euclidean Algorithm Generates Traditional Musical Rhythms, 2005",
  parameters = {
    subject,
    count("pulses", "How many steps sound; of a negative number the others do."),
    count("steps", "Into how many steps the cycle is divided."),
    count("rotation", "How many steps earlier all of it begins.", 0),
  },
  make = function(pattern, pulses, steps, rotation) return rotated(euclidean(pattern, pulses, steps, true), steps, rotation) end,
}

define {
  name = "euclid_inv",
  family = "patterns",
  doc = "What a Euclidean rhythm leaves out.",
  example = 'stack(p"bd":euclid(3, 8), p"hh":euclid_inv(3, 8))',
  parameters = {
    subject,
    count("pulses", "How many steps are silent."),
    count("steps", "Into how many steps the cycle is divided."),
    count("rotation", "How many steps earlier all of it begins.", 0),
  },
  make = function(pattern, pulses, steps, rotation) return rotated(euclidean(pattern, pulses, steps, false), steps, rotation) end,
}

define {
  name = "segment",
  family = "patterns",
  doc = "As many events in each cycle, with what the pattern has at each.",
  example = "p.sine:range(200, 2000):segment(16)",
  parameters = { subject, patterns.factor_parameter("count", "How many events.") },
  make = function(pattern, number)
    return patterns.left(patterns.faster(patterns.pure(true), number), pattern, function(_, value) return value end)
  end,
}

define {
  name = "bite",
  family = "patterns",
  doc = "Equal parts of the cycle in another order.",
  example = 'p"0 .. 7":bite(4, "0 2 1 3")',
  parameters = {
    subject,
    count("parts", "Into how many parts each cycle is divided."),
    { name = "order", kind = "pattern", what = "a pattern of the parts' numbers from 0 on", doc = "Which parts are heard when." },
  },
  make = function(pattern, parts, order)
    if parts <= 0 then return patterns.nothing end
    return patterns.squeeze_join(patterns.mapped(order, function(number)
      return patterns.part_of_cycle(pattern, number, parts)
    end))
  end,
}

-- The numberth of equal parts of each cycle, as a cycle; numbers count round.
function patterns.part_of_cycle(pattern, number, parts)
  number = type(number) == "number" and math.tointeger(math.floor(number))
  if not number then return patterns.nothing end
  number = number % parts
  return patterns.zoomed(pattern, rational.reduced(number, parts), rational.reduced(number + 1, parts))
end

define {
  name = "press",
  family = "patterns",
  doc = "Each event in the second half of its own time: off the beat.",
  example = 'p"hh hh hh hh":press()',
  parameters = { subject },
  make = function(pattern)
    return patterns.squeeze_join(patterns.mapped(pattern, function(value)
      return patterns.slotted { { from = rational.reduced(1, 2), to = rational.one, pattern = patterns.pure(value) } }
    end))
  end,
}

define {
  name = "brak",
  family = "patterns",
  doc = "Every other cycle squeezed into half and moved by a quarter: a broken beat.",
  example = 'p"bd sn":brak()',
  parameters = { subject },
  make = function(pattern)
    local squeezed = patterns.weighted { { pattern = pattern, weight = rational.one }, { weight = rational.one } }
    return patterns.by_cycle_test(function(cycle) return cycle % 2 == 1 end, patterns.later(squeezed, rational.reduced(1, 4)), pattern)
  end,
}

-- One event of all the parts that were told of it.
local function united(events)
  local kept = {}
  for _, event in ipairs(events) do
    local last = kept[#kept]
    if last and last.value == event.value and last.begins and event.begins and last.begins == event.begins
      and last.ends == event.ends and last.to == event.from then
      kept[#kept] = patterns.event(last.begins, last.ends, last.from, event.to, last.value)
    else
      kept[#kept + 1] = event
    end
  end
  return kept
end

define {
  name = "rot",
  family = "patterns",
  doc = "Values moved on by events, rhythm left as it is; within each cycle.",
  example = 'p"c4 ~ e4 g4":rot("<0 1>")',
  parameters = { subject, count("by", "How many events further the first value is taken from.") },
  make = function(pattern, by)
    return patterns.make(patterns.by_cycle(function(from, to, cycle)
      local all = united(patterns.events(pattern, whole(cycle), whole(cycle + 1)))
      local turned = {}
      for index, event in ipairs(all) do
        local first, last = patterns.shared(event.from, event.to, from, to)
        if first then
          turned[#turned + 1] = patterns.event(event.begins, event.ends, first, last, all[(index - 1 + by) % #all + 1].value)
        end
      end
      return turned
    end))
  end,
}
