local patterns = ...

-- Patterns of patterns made one, and pairs of patterns combined. Whose wholes the result has is all that tells the ways apart.

local rational = patterns.rational
local shared, event, make = patterns.shared, patterns.event, patterns.make
local less, floor = rational.less, rational.floor

-- Each value of the outer pattern is a pattern that is heard while that value lasts; wholes come from the inner ones.
function patterns.inner_join(outer, source)
  return make(function(from, to)
    local events, count = {}, 0
    for _, around in ipairs(outer.answer(from, to)) do
      for _, found in ipairs(around.value.answer(around.from, around.to)) do
        local first, last = shared(from, to, found.from, found.to)
        if first then
          count = count + 1
          events[count] = event(found.begins, found.ends, first, last, found.value)
        end
      end
    end
    return events
  end, source)
end

-- The inner cycle is squeezed into each outer event.
function patterns.squeeze_join(outer, source)
  local multiply, add, sub, div, whole = rational.mul, rational.add, rational.sub, rational.div, rational.whole
  return make(function(from, to)
    local events, count = {}, 0
    for _, around in ipairs(outer.answer(from, to)) do
      local begins, ends = around.begins or around.from, around.ends or around.to
      local length, cycle = sub(ends, begins), whole(floor(begins))
      local function there(time) return add(cycle, div(sub(time, begins), length)) end
      local function back(time) return add(begins, multiply(sub(time, cycle), length)) end
      for _, found in ipairs(around.value.answer(there(around.from), there(around.to))) do
        local first, last = shared(around.from, around.to, back(found.from), back(found.to))
        if first then
          -- What began before the outer event, or lasts longer, is cut to it.
          local inner_begins, inner_ends
          if found.begins then inner_begins, inner_ends = shared(begins, ends, back(found.begins), back(found.ends)) end
          if inner_begins or not found.begins then
            count = count + 1
            events[count] = event(inner_begins, inner_ends, first, last, found.value)
          end
        end
      end
    end
    return events
  end, source)
end

-- What a continuous pattern has over a whole.
local function sampled(pattern, begins, ends)
  local found = pattern.answer(begins, ends)[1]
  return found and found.value
end

-- Structure from both: wholes are what the two share. Where one is continuous the other's wholes stay, and it is sampled over them.
function patterns.both(left, right, combine, source)
  local cycle = rational.one
  return make(function(from, to)
    local events, count = {}, 0
    -- Over a long span each event is held against what passes during it only, else the pairs would be too many.
    local long, rights = less(cycle, rational.sub(to, from)), nil
    for _, one in ipairs(left.answer(from, to)) do
      rights = long and right.answer(one.from, one.to) or rights or right.answer(from, to)
      for _, other in ipairs(rights) do
        local first, last = shared(one.from, one.to, other.from, other.to)
        if first then
          local begins, ends, value = nil, nil, nil
          if one.begins and other.begins then
            begins, ends = shared(one.begins, one.ends, other.begins, other.ends)
            if begins then value = combine(one.value, other.value) end
          elseif one.begins then
            begins, ends = one.begins, one.ends
            local other_value = sampled(right, begins, ends)
            if other_value ~= nil then value = combine(one.value, other_value) end
          elseif other.begins then
            begins, ends = other.begins, other.ends
            local one_value = sampled(left, begins, ends)
            if one_value ~= nil then value = combine(one_value, other.value) end
          else
            value = combine(one.value, other.value)
          end
          if value ~= nil then
            count = count + 1
            events[count] = event(begins, ends, first, last, value)
          end
        end
      end
    end
    return events
  end, source)
end

-- Structure from the left: the right one is asked what it has during each event of the left. A nil from `combine` drops the event.
function patterns.left(left, right, combine, source)
  local constant = rawget(right, "constant")
  if constant ~= nil then
    -- Split at cycles as asking it would.
    return make(patterns.by_cycle(function(from, to)
      local events, count = {}, 0
      for _, one in ipairs(left.answer(from, to)) do
        local value = combine(one.value, constant)
        if value ~= nil then
          count = count + 1
          events[count] = event(one.begins, one.ends, one.from, one.to, value)
        end
      end
      return events
    end), source)
  end
  return make(function(from, to)
    local events, count = {}, 0
    for _, one in ipairs(left.answer(from, to)) do
      for _, other in ipairs(right.answer(one.begins or one.from, one.ends or one.to)) do
        local first, last = shared(one.from, one.to, other.from, other.to)
        if first then
          local value = combine(one.value, other.value)
          if value ~= nil then
            count = count + 1
            events[count] = event(one.begins, one.ends, first, last, value)
          end
        end
      end
    end
    return events
  end, source)
end

local function swapped(combine)
  return function(a, b) return combine(b, a) end
end

function patterns.right(left, right, combine, source)
  return patterns.left(right, left, swapped(combine), source)
end

-- The right one's cycle squeezed into each event of the left.
function patterns.squeezed(left, right, combine, source)
  return patterns.squeeze_join(patterns.mapped(left, function(value)
    return patterns.mapped(right, function(other) return combine(value, other) end)
  end), source)
end

-- The events whose onset passes, each whole; what is continuous has none and stays.
function patterns.onsets_where(pattern, keep)
  return patterns.filtered(pattern, function(found)
    return not found.begins or keep(found.begins)
  end)
end

function patterns.place_in_cycle(time)
  return rational.sub(time, rational.whole(floor(time)))
end

-- Where `test` holds of the cycle, one pattern, elsewhere the other.
function patterns.by_cycle_test(test, chosen, other, source)
  return make(patterns.by_cycle(function(from, to, cycle)
    return (test(cycle) and chosen or other).answer(from, to)
  end), source)
end

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
