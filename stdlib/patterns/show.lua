local patterns = ...

-- What a user sees of a pattern: its events, its text, its operators.

local rational = patterns.rational
local meta, is_pattern = patterns.meta, patterns.is_pattern

-- Spans of events answer to their names and to their places.
local span_meta = { __name = "span", __metatable = false, __len = function() return 2 end }
span_meta.__index = function(span, key)
  if key == 1 then return rawget(span, "from") end
  if key == 2 then return rawget(span, "to") end
  return nil
end
span_meta.__eq = function(a, b) return a.from == b.from and a.to == b.to end
span_meta.__tostring = function(span) return span.from .. " to " .. span.to end
-- The times are copies: whole ones are shared by all patterns, and a table's own fields cannot be kept from being changed.
local function span(from, to) return setmetatable({ from = rational.copy(from), to = rational.copy(to) }, span_meta) end

local event_meta = { __name = "event", __metatable = false }
event_meta.__tostring = function(event)
  local whole = event.whole
  local shown = patterns.shown(event.value)
  if not whole then return ("%s  %s, continuous"):format(event.part, shown) end
  if whole == event.part then return ("%s  %s"):format(whole, shown) end
  return ("%s  %s, of %s"):format(event.part, shown, whole)
end

local function in_order(events)
  local less = rational.less
  for index = 2, #events do
    if less(events[index].from, events[index - 1].from) then
      local places = {}
      for place, event in ipairs(events) do places[event] = place end
      local sorted = table.move(events, 1, #events, 1, {})
      table.sort(sorted, function(a, b)
        local order = rational.compare(a.from, b.from)
        if order == 0 then order = rational.compare(a.to, b.to) end
        if order == 0 then return places[a] < places[b] end
        return order < 0
      end)
      return sorted
    end
  end
  return events
end

-- The events of [from, to) as the patterns keep them inside: flat, in order of time. `from` and `to` are times.
function patterns.events(pattern, from, to)
  return in_order(pattern.answer(from, to))
end

-- The same for spans that are told in whole numbers.
function patterns.query(pattern, from_num, from_den, to_num, to_den)
  local from, to = rational.reduced(from_num, from_den), rational.reduced(to_num, to_den)
  return patterns.guarded("", patterns.events, pattern, from, to)
end

local function time_of(value, name)
  local time = rational.from(value)
  if not time then patterns.fail(("%s: a time in cycles is expected, and not %s"):format(name, patterns.told(value))) end
  return time
end

local function queried(pattern, from, to)
  from, to = time_of(from, "from"), time_of(to, "to")
  local backwards = rational.less(to, from)
  if backwards then from, to = to, from end
  local found = patterns.events(pattern, from, to)
  local events, count = {}, #found
  for index, flat in ipairs(found) do
    -- A span backwards is answered from its end.
    events[backwards and count + 1 - index or index] = setmetatable({
      whole = flat.begins and span(flat.begins, flat.ends) or nil,
      part = span(flat.from, flat.to),
      value = flat.value,
    }, event_meta)
  end
  return events
end

local methods = {}
patterns.methods = methods

function methods.query(pattern, from, to)
  if not is_pattern(pattern) then error("query: a pattern is expected before the colon: pat:query(0, 1)", 2) end
  return patterns.guarded("query: ", queried, pattern, from, to)
end

-- Fields that a pattern may lack without that being a mistake.
local quiet = { source = true, constant = true, atoms = true, chances = true, answer = true, slots = true, is_pitch = true, cell = true, made_from = true }

meta.__index = function(_, key)
  if methods[key] then return methods[key] end
  local word = patterns.words[key]
  if word then return patterns.method_of(word) end
  if quiet[key] or type(key) ~= "string" then return nil end
  local elsewhere = patterns.elsewhere[key]
  if elsewhere then return patterns.guarded("", patterns.fail, ("%s is no word of patterns: here it is %s"):format(key, elsewhere)) end
  if patterns.is_signal_word and patterns.is_signal_word(key) then
    return patterns.guarded("", patterns.fail, ("%s is a word of signals, and this is a pattern: pattern:on(instrument) plays it, pattern:hold() makes it steps, then :%s(…)"):format(key, key))
  end
  return patterns.guarded("", patterns.unknown, "method of patterns", key, patterns.word_names())
end
meta.__newindex = function() error("a pattern does not change; what is made from it is another", 2) end

local longest <const> = 24

-- So many cycles are shown of a pattern that is not the same in each.
local cycles <const> = 4

-- A cycle as text that tells it from another, wherever it lies.
local function content(pattern, cycle)
  local parts = {}
  for index, flat in ipairs(patterns.events(pattern, rational.whole(cycle), rational.whole(cycle + 1))) do
    local by = rational.whole(cycle)
    local whole = flat.begins and rational.sub(flat.begins, by) .. " " .. rational.sub(flat.ends, by) or ""
    parts[index] = ("%s|%s %s|%s"):format(whole, rational.sub(flat.from, by), rational.sub(flat.to, by), patterns.shown(flat.value))
  end
  return table.concat(parts, "\n")
end

local function varies(pattern)
  local first = content(pattern, 0)
  for cycle = 1, cycles - 1 do
    if content(pattern, cycle) ~= first then return true end
  end
  return false
end

meta.__tostring = function(pattern)
  local lines = { patterns.shown_text(pattern) }
  local fine, events, several = pcall(function()
    local several = varies(pattern)
    return queried(pattern, 0, several and cycles or 1), several
  end)
  if not fine then return lines[1] end
  local span = several and ("first %d cycles"):format(cycles) or "first cycle"
  for index = 1, math.min(#events, longest) do lines[index + 1] = "  " .. tostring(events[index]) end
  if #events > longest then lines[#lines + 1] = ("  … and %d more in its %s"):format(#events - longest, span) end
  if #events == 0 then lines[#lines + 1] = ("  nothing in its %s"):format(span) end
  return table.concat(lines, "\n")
end

-- Structure from both sides, as Tidal's operators have it.
local function operator(symbol, combine, plain)
  return function(left, right)
    -- With a signal it is one: the pattern is held.
    if type(left) == "userdata" then return plain(left, patterns.hold_of(right)) end
    if type(right) == "userdata" then return plain(patterns.hold_of(left), right) end
    return patterns.guarded(symbol .. ": ", function()
      left, right = patterns.pattern_of(left), patterns.pattern_of(right)
      local source = ("(%s %s %s)"):format(patterns.describe(left), symbol, patterns.describe(right))
      local made = patterns.both(left, right, combine, source)
      rawset(made, "made_from", { left, right })
      local chances = math.max(rawget(left, "chances") or 0, rawget(right, "chances") or 0)
      rawset(made, "chances", chances > 0 and chances or nil)
      rawset(made, "is_pitch", rawget(left, "is_pitch") or rawget(right, "is_pitch"))
      return made
    end)
  end
end

-- Called once the values' arithmetic is known.
function patterns.give_operators(combine)
  meta.__add = operator("+", combine.add, function(a, b) return a + b end)
  meta.__sub = operator("-", combine.sub, function(a, b) return a - b end)
  meta.__mul = operator("*", combine.mul, function(a, b) return a * b end)
  meta.__div = operator("/", combine.div, function(a, b) return a / b end)
  meta.__mod = operator("%", combine.mod, function(a, b) return a % b end)
  meta.__pow = operator("^", combine.pow, function(a, b) return a ^ b end)
  meta.__unm = function(pattern)
    local made = patterns.mapped(pattern, function(value) return combine.mul(value, -1) end, "(-" .. patterns.describe(pattern) .. ")")
    rawset(made, "made_from", pattern)
    return made
  end
end
