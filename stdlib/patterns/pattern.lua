local patterns = ...

-- A pattern is a function from a span of cycles to the events in it (McLean & Wiggins, Tidal: Pattern Language for the Live
-- Coding of Music, 2010). Inside, an event is one flat table: `begins` and `ends` are its whole (both nil where it is
-- continuous), `from` and `to` the part that was asked for, `value` what it carries. Events are never changed once made, so
-- patterns may hand on each other's.

local rational = patterns.rational
local add, sub, div, less, floor, whole = rational.add, rational.sub, rational.div, rational.less, rational.floor, rational.whole
local one = rational.one

-- Everything a word may be used as a method; filled by `define`.
patterns.words = {}

local meta = { __name = "pattern", __metatable = false }
patterns.meta = meta

function patterns.is_pattern(value)
  return type(value) == "table" and getmetatable(value) == false and type(rawget(value, "answer")) == "function"
end

-- `answer(from, to)` gives the events of [from, to), or with from = to those around that instant; it must not depend on what
-- was asked before. `source` says how the pattern was made: equal sources are equal patterns.
function patterns.make(answer, source)
  return setmetatable({ answer = answer, source = source }, meta)
end

local function event(begins, ends, from, to, value)
  return { begins = begins, ends = ends, from = from, to = to, value = value }
end
patterns.event = event

-- What two spans share, or nil. A span without length is shared by one that it lies in, the end of that excepted.
local function shared(from, to, other_from, other_to)
  local latest = less(from, other_from) and other_from or from
  local earliest = less(other_to, to) and other_to or to
  if less(latest, earliest) then return latest, earliest end
  if less(earliest, latest) then return nil end
  local point = latest
  if (point == to and less(from, to)) or (point == other_to and less(other_from, other_to)) then return nil end
  return point, point
end
patterns.shared = shared

-- Asks cycle by cycle. Most patterns are told for one cycle; that asking for more gives their parts one by one is Tidal's way.
local function by_cycle(answer)
  return function(from, to)
    local first = floor(from)
    local boundary = whole(first + 1)
    if not less(boundary, to) then return answer(from, to, first) end
    local events, count = {}, 0
    while less(from, to) do
      local stop = less(boundary, to) and boundary or to
      for _, found in ipairs(answer(from, stop, first)) do
        count = count + 1
        events[count] = found
      end
      first, from = first + 1, stop
      boundary = whole(first + 1)
    end
    return events
  end
end
patterns.by_cycle = by_cycle

-- Events at the times that `back` makes of theirs. A whole that is its part has one time for both, before as after.
local function moved_events(events, back)
  local moved = {}
  for index = 1, #events do
    local old = events[index]
    local begins, ends = old.begins, old.ends
    local from, to = back(old.from), back(old.to)
    if begins then
      begins = rawequal(begins, old.from) and from or back(begins)
      ends = rawequal(ends, old.to) and to or back(ends)
    end
    moved[index] = { begins = begins, ends = ends, from = from, to = to, value = old.value }
  end
  return moved
end
patterns.moved_events = moved_events

-- Another pattern's events at other times: `there` turns a time that is asked for into the pattern's own, `back` its into ours.
function patterns.moved(pattern, there, back, source)
  local answer = pattern.answer
  return patterns.make(function(from, to)
    return moved_events(answer(there(from), there(to)), back)
  end, source)
end

function patterns.mapped(pattern, change, source)
  local answer = pattern.answer
  return patterns.make(function(from, to)
    local events = answer(from, to)
    local changed = {}
    for index = 1, #events do
      local old = events[index]
      changed[index] = event(old.begins, old.ends, old.from, old.to, change(old.value))
    end
    return changed
  end, source)
end

function patterns.filtered(pattern, keep, source)
  local answer = pattern.answer
  return patterns.make(function(from, to)
    local kept = {}
    for _, found in ipairs(answer(from, to)) do
      if keep(found) then kept[#kept + 1] = found end
    end
    return kept
  end, source)
end

-- One value in each cycle. `constant` marks what needs no asking when it stands as an argument.
function patterns.pure(value, source)
  local made = patterns.make(by_cycle(function(from, to, cycle)
    return { event(whole(cycle), whole(cycle + 1), from, to, value) }
  end), source)
  rawset(made, "constant", value)
  rawset(made, "atoms", { value })
  rawset(made, "slots", { { from = rational.zero, to = one, constant = value } })
  return made
end

patterns.nothing = patterns.make(function() return {} end, "silence()")

-- A value at every instant, sampled in the middle of what is asked for.
function patterns.continuous(sample, source)
  local half = rational.reduced(1, 2)
  return patterns.make(function(from, to)
    local middle = from == to and from or rational.mul(add(from, to), half)
    return { event(nil, nil, from, to, sample(middle)) }
  end, source)
end

function patterns.stacked(list, source)
  if #list == 1 then return patterns.make(list[1].answer, source or list[1].source) end
  return patterns.make(function(from, to)
    local events, count = {}, 0
    for index = 1, #list do
      for _, found in ipairs(list[index].answer(from, to)) do
        count = count + 1
        events[count] = found
      end
    end
    return events
  end, source)
end

-- A cycle of each in turn; none loses cycles to the others.
function patterns.concatenated(list, source)
  local count = #list
  if count == 0 then return patterns.nothing end
  return patterns.make(by_cycle(function(from, to, cycle)
    local place = cycle % count
    local offset = cycle - (cycle - place) // count
    local answer = list[place + 1].answer
    if offset == 0 then return answer(from, to) end
    local by = whole(offset)
    return moved_events(answer(sub(from, by), sub(to, by)), function(time) return add(time, by) end)
  end), source)
end

-- How many cycles of a pattern may pass in one: at 120 beats a minute some two thousand notes a second.
patterns.most_times = 4096

function patterns.faster(pattern, factor, source)
  if factor.num == 0 then return patterns.nothing end
  if math.abs(factor.num) > patterns.most_times * factor.den then
    patterns.fail(("%.14g times is more than a cycle can hold: up to %d are expected"):format(factor.num / factor.den, patterns.most_times))
  end
  if factor.num < 0 then return patterns.reversed(patterns.faster(pattern, rational.negative(factor)), source) end
  if factor.num == 1 and factor.den == 1 then return patterns.make(pattern.answer, source) end
  local multiply, inverse = rational.mul, div(one, factor)
  local function there(time) return multiply(time, factor) end
  local function back(time) return multiply(time, inverse) end
  return patterns.moved(pattern, there, back, source)
end

function patterns.later(pattern, by, source)
  if by.num == 0 then return patterns.make(pattern.answer, source) end
  return patterns.moved(pattern, function(time) return sub(time, by) end, function(time) return add(time, by) end, source)
end

-- Each cycle backwards, about its own middle.
function patterns.reversed(pattern, source)
  local answer = pattern.answer
  local function turned(events, mirror, at)
    local result, count = {}, 0
    for index = 1, #events do
      local old = events[index]
      local begins, ends = old.begins, old.ends
      local first, last = sub(mirror, old.to), sub(mirror, old.from)
      if begins then
        begins, ends = rawequal(ends, old.to) and first or sub(mirror, ends), rawequal(begins, old.from) and last or sub(mirror, begins)
      end
      if at then
        -- Of the whole cycle's events those that pass the instant; what is continuous is asked at the instant itself.
        if begins and not less(at, first) and less(at, last) then
          count = count + 1
          result[count] = event(begins, ends, at, at, old.value)
        end
      else
        result[index] = event(begins, ends, first, last, old.value)
      end
    end
    return result
  end
  return patterns.make(by_cycle(function(from, to, cycle)
    local mirror = whole(2 * cycle + 1)
    if from ~= to then return turned(answer(sub(mirror, to), sub(mirror, from)), mirror) end
    -- Mirrored, what ends at an instant would begin there: an instant is found by asking for the cycle.
    local found = turned(answer(whole(cycle), whole(cycle + 1)), mirror, from)
    for _, old in ipairs(answer(sub(mirror, from), sub(mirror, from))) do
      if not old.begins then found[#found + 1] = event(nil, nil, from, to, old.value) end
    end
    return found
  end), source)
end
