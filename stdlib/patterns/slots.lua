local patterns = ...

-- The cycle divided: each of some patterns in a slot of it. Most strings are made of this, so it is made fast.

local rational = patterns.rational
local event, make = patterns.event, patterns.make
local less, floor = rational.less, rational.floor

-- As many slots as may be held one by one: more are asked through the patterns that they come from.
local most_slots <const> = 96

function patterns.flat_slots(slots)
  local flat, count = {}, 0
  for _, slot in ipairs(slots) do
    local inner = rawget(slot.pattern, "slots")
    if not inner then return nil end
    count = count + #inner
    if count > most_slots then return nil end
    local length = rational.sub(slot.to, slot.from)
    for _, each in ipairs(inner) do
      flat[#flat + 1] = {
        from = rational.add(slot.from, rational.mul(each.from, length)),
        to = rational.add(slot.from, rational.mul(each.to, length)),
        constant = each.constant,
      }
    end
  end
  return flat
end

-- Slots of a cycle, `{from, to, pattern}` with 0 <= from < to <= 1: a cycle of each pattern in its slot, once a cycle of ours.
-- A pattern that is the same in each cycle has `slots` of constants, and is taken apart into those of what it stands in.
function patterns.slotted(slots, source)
  local add, sub, mul, div, whole = rational.add, rational.sub, rational.mul, rational.div, rational.whole
  local flat = patterns.flat_slots(slots)
  if flat then
    local made = make(patterns.by_cycle(function(from, to, cycle)
      local events, count = {}, 0
      local base, instant = whole(cycle), from == to
      for index = 1, #flat do
        local slot = flat[index]
        local start, stop = add(base, slot.from), add(base, slot.to)
        local first, last = less(from, start) and start or from, less(stop, to) and stop or to
        if less(first, last) or (instant and first == last and first ~= stop) then
          count = count + 1
          events[count] = { begins = start, ends = stop, from = first, to = last, value = slot.constant }
        end
      end
      return events
    end), source)
    rawset(made, "slots", flat)
    return made
  end
  for _, slot in ipairs(slots) do
    slot.length = sub(slot.to, slot.from)
    slot.inverse = div(rational.one, slot.length)
  end
  local function compressed(events, slot, from, to, start, cycle)
    local answer, length, inverse, base = slot.pattern.answer, slot.length, slot.inverse, whole(cycle)
    -- A whole is mapped by the cycle that it begins in, as in Tidal: it may then lie before its part.
    local function back(time)
      local own = whole(floor(time))
      return add(own, mul(sub(time, own), length))
    end
    local function back_part(time) return add(start, mul(sub(time, base), length)) end
    local lower, upper = add(base, mul(sub(from, start), inverse)), add(base, mul(sub(to, start), inverse))
    for _, found in ipairs(answer(lower, upper)) do
      local begins, ends = found.begins, nil
      if begins then
        local own = whole(floor(begins))
        begins = add(back(begins), slot.from)
        ends = add(add(own, mul(sub(found.ends, own), length)), slot.from)
      end
      events[#events + 1] = event(begins, ends, back_part(found.from), back_part(found.to), found.value)
    end
  end
  return make(patterns.by_cycle(function(from, to, cycle)
    local events = {}
    local base = whole(cycle)
    for index = 1, #slots do
      local slot = slots[index]
      local start, stop = add(base, slot.from), add(base, slot.to)
      local first, last = less(from, start) and start or from, less(stop, to) and stop or to
      -- Of a span without length only the slot that it lies in, its end excepted, is asked.
      if less(first, last) or (from == to and first == last and not rational.equal(first, stop)) then
        compressed(events, slot, first, last, start, cycle)
      elseif not less(start, to) and from ~= to then
        break
      end
    end
    return events
  end), source)
end
