local patterns, native = ...

-- Patterns as steps: what holds, and until when.

local rational, fail = patterns.rational, patterns.fail
local function midi_of(word) return patterns.note_number(word) or patterns.letter_number(word) end

local function held_value(score, value)
  if type(value) == "table" then value = value.midi or value.note or value end
  local is_pitch = score.is_pitch
  if type(value) == "string" and midi_of(value) then value, is_pitch = midi_of(value), true end
  if type(value) ~= "number" then fail("numbers or notes are expected where a pattern is held, and not " .. patterns.told(value)) end
  return is_pitch and 440 * 2 ^ ((value - 69) / 12) or value
end

-- Where a value begins to hold in what was asked for from a time on: of an event that begins elsewhere only a part may be there.
local function start(event, from) return rational.less(from, event.from) and event.from or event.begins end

-- The latest event that begins before a time, looked for further and further back.
local function event_before(pattern, time)
  local span = rational.one
  local latest = time
  while latest.num > 0 do
    local from = rational.sub(time, span)
    if from.num < 0 then from = rational.zero end
    local found
    for _, event in ipairs(pattern.answer(from, latest)) do
      if event.begins and not (found and rational.less(start(event, from), start(found, from))) then found = event end
    end
    if found then return { begins = start(found, from), value = found.value } end
    latest, span = from, rational.add(span, span)
  end
end

-- A value at every instant is told so many times in a cycle, whatever stretch is asked for.
local instants <const> = 256

-- Values that begin within [from, to), and the one that holds where that begins.
function patterns.hold_values(score, from, to, den)
  local pattern, first, last = score.pattern, rational.reduced(from, den), rational.reduced(to, den)
  local events, is_continuous = {}, false
  for _, event in ipairs(pattern.answer(first, last)) do
    if event.begins then
      events[#events + 1] = { begins = start(event, first), value = event.value }
    else
      is_continuous = true
    end
  end
  if is_continuous then
    for step = from * instants // den, (to * instants + den - 1) // den - 1 do
      local begins = rational.reduced(step, instants)
      for _, event in ipairs(pattern.answer(begins, rational.reduced(step + 1, instants))) do
        if not event.begins then events[#events + 1] = { begins = begins, value = event.value } end
      end
    end
  end
  local is_held = false
  for _, event in ipairs(events) do is_held = is_held or not rational.less(first, event.begins) end
  local before = not is_held and event_before(pattern, first)
  if before then table.insert(events, 1, before) end
  for _, event in ipairs(events) do native.value(score, event.begins.num / event.begins.den, held_value(score, event.value)) end
end
