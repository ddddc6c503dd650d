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

-- What a control may be, by the unit that what is told of it begins with; one of another may be anything.
local units = {
  Hz = { "a frequency above 0 and up to 24000 Hz", function(value) return value > 0 and value <= 24000 end },
  Seconds = { "a time from 0 to 60 s", function(value) return value >= 0 and value <= 60 end },
  Octaves = { "octaves from -10 to 10", function(value) return math.abs(value) <= 10 end },
  Semitones = { "semitones from -120 to 120", function(value) return math.abs(value) <= 120 end },
  Radians = { "radians from -1000 to 1000", function(value) return math.abs(value) <= 1000 end },
  ["A factor"] = { "a factor from 0 to 1000", function(value) return value >= 0 and value <= 1000 end },
}

-- What those are that any instrument has.
local ranges = {
  pan = { "a place from -1, left, to 1, right", function(value) return math.abs(value) <= 1 end },
  legato = { "a share of the note's time above 0 and up to 1000", function(value) return value > 0 and value <= 1000 end },
  gain = { "decibels from -200 to 60", function(value) return value >= -200 and value <= 60 end },
  amp = { "a factor from -1000 to 1000", function(value) return math.abs(value) <= 1000 end },
}

-- The controls that an instrument, or any sound of a kit, knows by name; nil where one is the user's own and may know any.
local function controls_known(instrument)
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
    for name, told in pairs(declared.controls or {}) do known[name] = units[told:match("^[^:]+")] or true end
    return true
  end
  return add(instrument) and known or nil
end

-- A control that nobody reads is a mistake.
function patterns.check_controls(score, instrument, name, note)
  local known = score.known_controls
  if known == nil or score.known_of ~= instrument then
    known = controls_known(instrument) or false
    score.known_controls, score.known_of = known, instrument
  end
  if not known then return end
  for control in pairs(note) do
    if not is_everywhere[control] and not own[control] and not known[control] then
      local of_its_own = sorted_keys(known)
      local all = table.move(everywhere, 1, #everywhere, #of_its_own + 1, table.move(of_its_own, 1, #of_its_own, 1, {}))
      local near = patterns.nearest(control, all)
      fail(("%s has no control %s%s it has %s, and like all instruments %s"):format(name, control,
        near and ("; did you mean %s?"):format(near) or ";", #of_its_own > 0 and table.concat(of_its_own, ", ") or "none of its own",
        table.concat(everywhere, ", ")))
    end
    local expected = known[control]
    if type(expected) == "table" then patterns.check_range(control, rawget(note, control), expected) end
  end
end

-- A finite number within a range, of which it is told what it is.
function patterns.check_range(name, value, expected)
  if type(value) == "number" and value - value == 0 and expected[2](value) then return end
  fail(("%s: %s is expected, and not %s"):format(name, expected[1], patterns.told(value)))
end

-- A note as an instrument gets it: what it asks for and the note does not have is remembered in `absent`.
function patterns.watched(note, absent)
  return setmetatable(note, { __metatable = false, __index = function(_, key)
    if type(key) == "string" then absent[key] = true end
  end })
end

local fields = { "amp", "dur", "freq", "gain", "legato", "midi", "n", "pan", "word" }

-- Of what an instrument that failed asked for and did not get, what may have been meant otherwise.
function patterns.misspelt(absent, note)
  local names = table.move(fields, 1, #fields, 1, {})
  for name in pairs(note) do names[#names + 1] = name end
  for _, name in ipairs(sorted_keys(absent)) do
    local near = not is_everywhere[name] and patterns.nearest(name, names)
    if near and near ~= name then return (" (a note has no %s; did you mean n.%s?)"):format(name, near) end
  end
  return ""
end

local numeric = { "amp", "from", "gain", "legato", "midi", "n", "pan", "speed", "to" }

-- What Neap itself reckons with is a number.
function patterns.check_numbers(note)
  for _, name in ipairs(numeric) do
    local value = rawget(note, name)
    if value ~= nil and type(value) ~= "number" then
      fail(("%s: a number is expected, and not %s"):format(name, patterns.told(value)))
    end
    if value ~= nil and ranges[name] then patterns.check_range(name, value, ranges[name]) end
  end
end
