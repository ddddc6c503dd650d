local patterns = ...
local define, subject = patterns.define, patterns.subject

-- Values with more to say than a word or a note: tables of controls, by their names.

-- A value as a table of controls of its own: a number is a note, a string a word.
function patterns.controls_of(value)
  if type(value) == "number" then return { note = value } end
  if type(value) == "string" then return { word = value } end
  local result = {}
  if type(value) == "table" then
    for name, each in pairs(value) do result[name] = each end
  end
  return result
end

-- What Neap itself reckons with is a number.
patterns.numeric = { amp = true, from = true, gain = true, legato = true, midi = true, n = true, note = true, pan = true, speed = true, to = true }

local function is_more_than_none(share)
  if share <= 0 then patterns.fail("a share of the event's time, above 0, is expected, and not " .. patterns.told(share)) end
end

local function with_control(pattern, name, values)
  return patterns.left(pattern, values, function(value, control)
    local result = patterns.controls_of(value)
    if type(control) == "table" and control[name] ~= nil then control = control[name] end
    result[name] = control
    return result
  end)
end
patterns.with_control = with_control

define {
  name = "set",
  family = "patterns",
  doc = "Gives each event controls by name; the rhythm stays.",
  example = 'p"bd sn":set{pan="<-1 1>", gain=-6}',
  parameters = {
    subject,
    { name = "controls", what = "a table of controls by name",
      doc = "Numbers, strings of mini-notation, or patterns.", takes_table = true },
  },
  make = function(pattern, controls)
    if type(controls) ~= "table" or patterns.is_pattern(controls) then
      patterns.fail("controls: a table by name is expected, as {pan=0.5}, and not " .. patterns.told(controls))
    end
    local names = {}
    for name in pairs(controls) do
      if type(name) ~= "string" then patterns.fail("controls: names are expected, as in {pan=0.5}") end
      names[#names + 1] = name
    end
    table.sort(names)
    for _, name in ipairs(names) do
      local values = patterns.pattern_of(controls[name])
      for _, atom in ipairs(patterns.numeric[name] and rawget(values, "atoms") or {}) do
        if type(atom) ~= "number" then patterns.fail(("%s: a number is expected, and not %s"):format(name, patterns.told(atom))) end
      end
      pattern = with_control(pattern, name, values)
    end
    return pattern
  end,
}

local function juxtaposed(pattern, change, width)
  return patterns.stacked {
    with_control(pattern, "pan", patterns.pure(-width)),
    change(with_control(pattern, "pan", patterns.pure(width))),
  }
end

define {
  name = "jux",
  family = "patterns",
  doc = "The pattern on the left, and a transformed one on the right.",
  example = 'p"bd sn hh cp":jux(rev)',
  parameters = { subject, patterns.transform_parameter },
  make = function(pattern, change) return juxtaposed(pattern, change, 1) end,
}

define {
  name = "jux_by",
  family = "patterns",
  doc = "The pattern more or less on the left, and a transformed one as much on the right.",
  example = 'p"bd sn hh cp":jux_by(0.5, rev)',
  parameters = {
    subject,
    { name = "spread", kind = "number", what = "a number from 0 to 1, or a pattern of them",
      doc = "How far apart they are: 1 is quite left and right." },
    patterns.transform_parameter,
  },
  make = function(pattern, width, change) return juxtaposed(pattern, change, width) end,
}

define {
  name = "legato",
  family = "patterns",
  doc = "How long each event sounds, as a share of its time: below 1 is staccato, above 1 overlaps.",
  example = 'p"c4 e4 g4":legato("<0.5 1>")',
  parameters = { subject, { name = "share", kind = "pattern", numbers = true, check = is_more_than_none, what = "a number, or a pattern of them", doc = "How much of its time." } },
  make = function(pattern, share) return with_control(pattern, "legato", share) end,
}
