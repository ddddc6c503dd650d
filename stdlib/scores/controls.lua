local patterns = ...

-- What a note carries by name: what instruments know of it, and what nobody reads.

local fail = patterns.fail

-- What an instrument of Neap's own says of itself: name, kind and controls.
patterns.declared = setmetatable({}, { __mode = "k" })

-- What any instrument may be told of a note: Neap acts upon most of them itself.
local everywhere = { "amp", "cut", "from", "gain", "legato", "midi", "n", "note", "pan", "speed", "to", "word" }
-- What a note says of itself, whatever else it is told.
local own = { freq = true, dur = true, unit = true }
local is_everywhere = {}
for _, name in ipairs(everywhere) do is_everywhere[name] = true end

local function sorted_keys(set)
  local names = {}
  for name in pairs(set) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- The controls that an instrument, or any sound of a kit, knows by name; nil where one is the user's own and may know any.
function patterns.controls_known(instrument)
  local known = {}
  local function add(sound)
    if type(sound) == "table" then
      for _, each in pairs(sound) do
        if not add(each) then return false end
      end
      return true
    end
    if type(sound) == "userdata" then return true end
    local declared = patterns.declared[sound]
    if not declared then return false end
    for name, doc in pairs(declared.controls or {}) do known[name] = doc end
    return true
  end
  return add(instrument) and known or nil
end

-- A control that nobody reads is a mistake.
function patterns.check_controls(score, instrument, name, note)
  local known = score.known_controls
  if known == nil or score.known_of ~= instrument then
    known = patterns.controls_known(instrument) or false
    score.known_controls, score.known_of = known, instrument
  end
  if not known then return end
  for control, value in pairs(note) do
    if known[control] then patterns.check_control(control, value, known[control]) end
    if not is_everywhere[control] and not own[control] and not known[control] then
      local of_its_own = sorted_keys(known)
      local all = table.move(everywhere, 1, #everywhere, #of_its_own + 1, table.move(of_its_own, 1, #of_its_own, 1, {}))
      local near = patterns.nearest(control, all)
      fail(("%s has no control %s%s it has %s, and like all instruments %s"):format(name, control,
        near and (" (did you mean %s?);"):format(near) or ";", #of_its_own > 0 and table.concat(of_its_own, ", ") or "none of its own",
        table.concat(everywhere, ", ")))
    end
  end
end

-- A note as an instrument gets it: what it asks for and the note does not have is remembered in `absent`.
function patterns.watched(note, absent)
  return setmetatable(note, { __metatable = false, __index = function(_, key)
    if type(key) == "string" then absent[key] = true end
  end })
end

local fields = { "amp", "dur", "freq", "gain", "legato", "midi", "n", "pan", "word" }

-- Of what an instrument that failed asked for and did not get, what may have been meant otherwise: told first, what came of it
-- behind.
function patterns.with_misspelt(answer, absent, note)
  local names = table.move(fields, 1, #fields, 1, {})
  for name in pairs(note) do names[#names + 1] = name end
  for _, name in ipairs(sorted_keys(absent)) do
    local near = not is_everywhere[name] and patterns.nearest(name, names)
    if near and near ~= name then
      local place, rest = answer:match("^([^\n]-:%d+: )(.*)$")
      return ("%sa note has no %s; did you mean n.%s? (%s)"):format(place or "", name, near, rest or answer)
    end
  end
  return answer
end

-- By the unit that a control's line of help begins with: what it must be, as a test and in words.
local units = {
  Hz = { function(value) return value > 0 and value <= 20000 end, "above 0 to 20000 Hz are expected" },
  Seconds = { function(value) return value >= 0 and value <= 3600 end, "0 to 3600 seconds are expected" },
}
local standards = {
  pan = { function(value) return math.abs(value) <= 1 end, "-1, left, to 1, right, is expected" },
  legato = { function(value) return value > 0 and value <= 1000 end, "a share of the event's time, above 0 to 1000, is expected" },
  gain = { function(value) return value <= 24 end, "at most 24 dB are expected" },
  amp = { function(value) return math.abs(value) <= 16 end, "a factor, 16 at most, is expected" },
}

-- A control's value, where Neap itself or, by the line of help `doc`, its own instrument reckons with it.
function patterns.check_control(name, value, doc)
  if not patterns.numeric[name] and not doc then return end
  if type(value) ~= "number" then fail(("%s: a number is expected, and not %s"):format(name, patterns.told(value))) end
  local range = standards[name] or doc and units[doc:match("^(%a+):")]
  if value ~= value or range and not range[1](value) then
    fail(("%s: %s, and not %s"):format(name, range and range[2] or "a number is expected", patterns.told(value)))
  end
end

-- What Neap itself reckons with.
function patterns.check_standards(note)
  for name in pairs(patterns.numeric) do
    local value = rawget(note, name)
    if value ~= nil then patterns.check_control(name, value) end
  end
end

-- 135 is just under 20 kHz.
function patterns.check_pitch(midi)
  if midi > 135 then
    fail(("the note %s is too high to be heard: numbers are MIDI notes, c4 = 60, and no hertz"):format(patterns.told(midi)))
  end
end
