local patterns = ...
local define, rational, subject = patterns.define, patterns.rational, patterns.subject
local controls_of, count = patterns.controls_of, patterns.count_parameter

-- Parts of samples: the controls `from` and `to` are places in a sample, 0 its beginning and 1 its end; `speed` with
-- `unit = "cycle"` is such that the whole sample takes 1/speed of a cycle.

-- The part [from, to) of what the value plays already.
local function part_of(value, from, to)
  local result = controls_of(value)
  local lower, upper = result.from or 0, result.to or 1
  local length = upper - lower
  result.from, result.to = lower + from * length, lower + to * length
  return result
end

define {
  name = "chop",
  family = "patterns",
  doc = "Each event cut into so many, which play the parts of its sample one after another.",
  example = 'p"break":chop(8)',
  parameters = { subject, count("parts", "How many parts.") },
  make = function(pattern, parts)
    if parts <= 0 then return patterns.nothing end
    if parts > 10000 then patterns.fail("parts: 10000 at most are expected, and not " .. parts) end
    return patterns.squeeze_join(patterns.mapped(pattern, function(value)
      local steps = {}
      for index = 1, parts do
        steps[index] = { pattern = patterns.pure(part_of(value, (index - 1) / parts, index / parts)), weight = rational.one }
      end
      return (patterns.weighted(steps))
    end))
  end,
}

define {
  name = "striate",
  family = "patterns",
  doc = "The cycle so many times in its time, each time with the next part of every sample.",
  example = 'p"bd sn":striate(4)',
  parameters = { subject, count("parts", "How many parts.") },
  make = function(pattern, parts)
    if parts <= 0 then return patterns.nothing end
    if parts > 10000 then patterns.fail("parts: 10000 at most are expected, and not " .. parts) end
    local list = {}
    for index = 1, parts do
      list[index] = patterns.mapped(pattern, function(value) return part_of(value, (index - 1) / parts, index / parts) end)
    end
    return patterns.faster(patterns.concatenated(list), rational.whole(parts))
  end,
}

local function sliced(pattern, parts, which)
  return patterns.left(which, pattern, function(number, value)
    if type(number) ~= "number" then return nil end
    return part_of(value, number / parts, (number + 1) / parts)
  end)
end

local which_parameter = {
  name = "which", kind = "pattern", what = "a pattern of the parts' numbers from 0 on",
  doc = "Which parts are heard when; the rhythm is its.",
}

define {
  name = "slice",
  family = "patterns",
  doc = "A sample cut into parts, which another pattern calls by number.",
  example = 'p"break":slice(8, "0 2 <3 4> 1")',
  parameters = { subject, count("parts", "Into how many parts it is cut."), which_parameter },
  make = function(pattern, parts, which)
    if parts <= 0 then return patterns.nothing end
    return sliced(pattern, parts, which)
  end,
}

-- Events whose sample, or part of one, is to last as long as they do.
local function fitted(pattern, share)
  return patterns.make(function(from, to)
    local events = {}
    for index, event in ipairs(pattern.answer(from, to)) do
      local value = controls_of(event.value)
      if event.begins then
        local length = rational.number(rational.sub(event.ends, event.begins))
        value.speed = (value.speed or 1) * (share or ((value.to or 1) - (value.from or 0))) / length
        value.unit = "cycle"
      end
      events[index] = patterns.event(event.begins, event.ends, event.from, event.to, value)
    end
    return events
  end)
end

define {
  name = "splice",
  family = "patterns",
  doc = "As slice, and each part is played so fast that it fills its event.",
  example = 'p"break":splice(8, "0 2 [3 3] 1")',
  parameters = { subject, count("parts", "Into how many parts it is cut."), which_parameter },
  make = function(pattern, parts, which)
    if parts <= 0 then return patterns.nothing end
    return fitted(sliced(pattern, parts, which), 1 / parts)
  end,
}

define {
  name = "fit",
  family = "patterns",
  doc = "Plays each sample so fast that it fills its event.",
  example = 'p"break":fit()',
  parameters = { subject },
  make = function(pattern) return fitted(pattern) end,
}

define {
  name = "loop_at",
  family = "patterns",
  doc = "Plays each sample so fast that it lasts as many cycles.",
  example = 'p"break":loop_at(2):chop(16)',
  parameters = { subject, patterns.factor_parameter("cycles", "How many cycles it lasts.") },
  make = function(pattern, cycles)
    if cycles.num <= 0 then return patterns.nothing end
    local speed = cycles.den / cycles.num
    return patterns.mapped(patterns.slower(pattern, cycles), function(value)
      local result = controls_of(value)
      result.speed, result.unit = (result.speed or 1) * speed, "cycle"
      return result
    end)
  end,
}
