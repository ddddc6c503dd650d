local patterns = ...
local define, rational = patterns.define, patterns.rational

-- Words that change when things happen. What each means is Tidal's meaning (A. McLean, G. Wiggins, 2010), where Tidal has it.

local subject = { name = "pattern", kind = "pattern", what = "a pattern", doc = "What is changed." }
local transform = { name = "transform", kind = "transform", what = "a transform", doc = "What is done to it, as rev or fast(2)." }
patterns.subject, patterns.transform_parameter = subject, transform

local function time(name, doc, default)
  return { name = name, kind = "time", what = "a number of cycles, or a pattern of them", doc = doc, default = default }
end
local function factor(name, doc)
  return { name = name, kind = "time", what = "a number, or a pattern of them", doc = doc }
end
patterns.time_parameter, patterns.factor_parameter = time, factor

local faster, later = patterns.faster, patterns.later
local add, sub, mul, div, whole, less = rational.add, rational.sub, rational.mul, rational.div, rational.whole, rational.less

local function slower(pattern, by)
  if by.num == 0 then return patterns.nothing end
  return faster(pattern, div(rational.one, by))
end
patterns.slower = slower

define {
  name = "fast",
  family = "patterns",
  doc = "As many times as fast; 0 times is silence, a negative number plays backwards.",
  example = 'p"bd sn":fast("<2 4>")',
  parameters = { subject, factor("factor", "How many cycles of it pass in one.") },
  make = function(pattern, by) return faster(pattern, by) end,
}

define {
  name = "slow",
  family = "patterns",
  doc = "As many times as slow.",
  example = 'p"bd sn hh cp":slow(2)',
  parameters = { subject, factor("factor", "How many cycles one of its cycles takes.") },
  make = slower,
}

define {
  name = "early",
  family = "patterns",
  doc = "Moved to the left: everything happens so many cycles earlier.",
  example = 'p"bd sn":early(0.25)',
  parameters = { subject, time("by", "How much earlier.") },
  make = function(pattern, by) return later(pattern, rational.negative(by)) end,
}

define {
  name = "late",
  family = "patterns",
  doc = "Moved to the right: everything happens so many cycles later.",
  example = 'p"hh*4":late("<0 0.125>")',
  parameters = { subject, time("by", "How much later.") },
  make = function(pattern, by) return later(pattern, by) end,
}

define {
  name = "rev",
  family = "patterns",
  doc = "Each cycle backwards.",
  example = 'p"bd sn hh*2":rev()',
  parameters = { subject },
  make = function(pattern) return patterns.reversed(pattern) end,
}

define {
  name = "palindrome",
  family = "patterns",
  doc = "Each cycle forwards, then backwards.",
  example = 'p"c4 e4 g4":palindrome()',
  parameters = { subject },
  make = function(pattern) return patterns.concatenated { pattern, patterns.reversed(pattern) } end,
}

define {
  name = "iter",
  family = "patterns",
  doc = "Begins a step further in each cycle, until it comes round; a negative number steps back.",
  example = 'p"bd sn hh cp":iter(4)',
  parameters = {
    subject,
    { name = "steps", kind = "whole", what = "a whole number of steps, or a pattern of them",
      doc = "Into how many steps a cycle is divided." },
  },
  make = function(pattern, steps)
    if steps == 0 then return patterns.nothing end
    local list, count = {}, math.abs(steps)
    if count > 10000 then patterns.fail("steps: 10000 at most are expected, and not " .. count) end
    for index = 0, count - 1 do
      list[index + 1] = later(pattern, rational.reduced(steps > 0 and -index or index, count))
    end
    return patterns.concatenated(list)
  end,
}

define {
  name = "ply",
  family = "patterns",
  doc = "Each event as many times as told, within its own time.",
  example = 'p"bd sn":ply("<2 3>")',
  parameters = { subject, factor("times", "How often each event is heard.") },
  make = function(pattern, times)
    return patterns.squeeze_join(patterns.mapped(pattern, function(value) return faster(patterns.pure(value), times) end))
  end,
}

define {
  name = "inside",
  family = "patterns",
  doc = "The transform as it would be if so many cycles were one: it works inside the cycle.",
  example = 'p"bd sn hh cp":inside(2, rev)',
  parameters = { subject, factor("factor", "Into how many cycles one is taken apart for it."), transform },
  make = function(pattern, by, change) return faster(change(slower(pattern, by)), by) end,
}

define {
  name = "outside",
  family = "patterns",
  doc = "The transform over so many cycles as if they were one.",
  example = 'p"<a b c d>":outside(4, rev)',
  parameters = { subject, factor("factor", "How many cycles are one for it."), transform },
  make = function(pattern, by, change) return slower(change(faster(pattern, by)), by) end,
}

-- A cycle in less time, silence after it.
local function with_gap(pattern, by)
  if by.num <= 0 then return patterns.nothing end
  if less(by, rational.one) then by = rational.one end
  return patterns.slotted { { from = rational.zero, to = div(rational.one, by), pattern = pattern } }
end

local function compressed(pattern, from, to)
  if not less(from, to) or from.num < 0 or less(rational.one, to) then return patterns.nothing end
  return patterns.slotted { { from = from, to = to, pattern = pattern } }
end

define {
  name = "fastgap",
  family = "patterns",
  doc = "As many times as fast, but once in each cycle, with silence after it.",
  example = 'p"bd sn":fastgap(2)',
  parameters = { subject, factor("factor", "How many times as fast; less than 1 counts as 1.") },
  make = with_gap,
}

define {
  name = "compress",
  family = "patterns",
  doc = "A whole cycle within a part of the cycle, with silence around it.",
  example = 'p"bd sn":compress(0.25, 0.75)',
  parameters = { subject, time("from", "Where in the cycle it begins."), time("till", "Where in the cycle it ends.") },
  make = compressed,
}

-- Of each cycle only [from, to), as a cycle.
local function zoomed(pattern, from, to)
  if not less(from, to) then return patterns.nothing end
  local length = sub(to, from)
  local answer = pattern.answer
  return patterns.make(patterns.by_cycle(function(first, last, cycle)
    local base = whole(cycle)
    local start = add(base, from)
    local function there(moment) return add(start, mul(sub(moment, base), length)) end
    local function back(moment) return add(base, div(sub(moment, start), length)) end
    return patterns.moved_events(answer(there(first), there(last)), back)
  end))
end
patterns.zoomed = zoomed

define {
  name = "zoom",
  family = "patterns",
  doc = "A part of each cycle, as long as a cycle.",
  example = 'p"bd*2 hh*3 sn cp":zoom(0.25, 0.75)',
  parameters = { subject, time("from", "Where in the cycle the part begins."), time("till", "Where in the cycle it ends.") },
  make = zoomed,
}

define {
  name = "linger",
  family = "patterns",
  doc = "The first part of each cycle again and again; of a negative part, the last.",
  example = 'p"bd sn hh cp":linger("<0.25 0.5>")',
  parameters = { subject, time("part", "How much of the cycle is repeated.") },
  make = function(pattern, part)
    if part.num == 0 then return patterns.nothing end
    local inverse = div(rational.one, part)
    if part.num < 0 then
      return faster(zoomed(pattern, add(rational.one, part), rational.one), rational.negative(inverse))
    end
    return faster(zoomed(pattern, rational.zero, part), inverse)
  end,
}

define {
  name = "ribbon",
  family = "patterns",
  doc = "A stretch of the pattern, cut out and looped: also a way to hear the same chance again.",
  example = 'rand():segment(8):ribbon(10, 2)',
  parameters = { subject, time("from", "The cycle at which the stretch begins."), time("length", "How many cycles it is long.") },
  make = function(pattern, from, length)
    if length.num <= 0 then return patterns.nothing end
    -- In units of the stretch each lap is a cycle, and all laps are the first.
    local lap = faster(later(pattern, rational.negative(from)), length)
    local answer = lap.answer
    local looped = patterns.make(patterns.by_cycle(function(first, last, cycle)
      local by = whole(cycle)
      return patterns.moved_events(answer(sub(first, by), sub(last, by)), function(moment) return add(moment, by) end)
    end))
    return slower(looped, length)
  end,
}

define {
  name = "trunc",
  family = "patterns",
  doc = "Each cycle cut off where told, with silence after it.",
  example = 'p"bd sn hh cp":trunc(0.75)',
  parameters = { subject, time("part", "How much of the cycle is kept.") },
  make = function(pattern, part)
    return patterns.make(patterns.by_cycle(function(from, to, cycle)
      local stop = add(whole(cycle), part)
      local kept = {}
      for _, old in ipairs(pattern.answer(from, to)) do
        local first, last = patterns.shared(old.from, old.to, whole(cycle), stop)
        if first then kept[#kept + 1] = patterns.event(old.begins, old.ends, first, last, old.value) end
      end
      return kept
    end))
  end,
}

define {
  name = "swing",
  family = "patterns",
  doc = "Of each part of the cycle the second half later, by a share of the part.",
  example = 'p"hh*8":swing(1/3, 4)',
  parameters = {
    subject,
    time("amount", "How much later, of a part; a third is a shuffle."),
    { name = "parts", kind = "time", what = "a number, or a pattern of them",
      doc = "Into how many parts a cycle is divided.", default = 4 },
  },
  make = function(pattern, amount, parts)
    local slow = slower(pattern, parts)
    local shifted = patterns.make(patterns.by_cycle(later(slow, amount).answer))
    return faster(patterns.within(slow, rational.reduced(1, 2), rational.one, shifted), parts)
  end,
}
