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

-- A cycle of the pattern that an event carries, in the time of the event; appended to `events`.
local function squeeze(around, events)
  local add, sub, mul, div = rational.add, rational.sub, rational.mul, rational.div
  local begins, ends = around.begins or around.from, around.ends or around.to
  local length, cycle = sub(ends, begins), rational.whole(floor(begins))
  -- Nothing fits into an instant, which is all that there is of a continuous pattern at one.
  if length.num == 0 then return end
  local function there(time) return add(cycle, div(sub(time, begins), length)) end
  local function back(time) return add(begins, mul(sub(time, cycle), length)) end
  for _, found in ipairs(around.value.answer(there(around.from), there(around.to))) do
    local first, last = shared(around.from, around.to, back(found.from), back(found.to))
    if first then
      -- What began before the outer event, or lasts longer, is cut to it.
      local inner_begins, inner_ends
      if found.begins then inner_begins, inner_ends = shared(begins, ends, back(found.begins), back(found.ends)) end
      if inner_begins or not found.begins then
        events[#events + 1] = event(inner_begins, inner_ends, first, last, found.value)
      end
    end
  end
end

-- The inner cycle is squeezed into each outer event.
function patterns.squeeze_join(outer, source)
  return make(function(from, to)
    local events = {}
    for _, around in ipairs(outer.answer(from, to)) do squeeze(around, events) end
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

-- A pattern of lists of what several patterns have at once.
function patterns.tuples(list)
  local tuple = patterns.mapped(list[1], function(value) return { value } end)
  for index = 2, #list do
    tuple = patterns.both(tuple, list[index], function(values, value)
      local longer = table.move(values, 1, #values, 1, {})
      longer[#longer + 1] = value
      return longer
    end)
  end
  return tuple
end
