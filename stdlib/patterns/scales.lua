local patterns = ...
local define, subject = patterns.define, patterns.subject

-- Degrees to notes.

-- A root's MIDI number: c4, ef3; without an octave it is the one of c4.
local function root_of(text)
  return patterns.note_number(text) or patterns.note_number(text .. "4")
end

-- `minor`, `c4 minor`, `c4:minor`: the root, 0 without one, and the steps; or nil and the name that is not known, or nil, nil and
-- the root that is none.
local function parsed(text)
  local steps = patterns.scales[patterns.plain_name(text)]
  if steps then return { root = 0, steps = steps } end
  local root, name = text:match("^%s*([^%s:]+)[%s:]+(.-)%s*$")
  if not root then return nil, text end
  local number = root_of(root) or math.tointeger(tonumber(root))
  if not number and patterns.scales[patterns.plain_name(name)] and not patterns.scales[patterns.plain_name(root)] then return nil, nil, root end
  if not number then return nil, text end
  steps = patterns.scales[patterns.plain_name(name)]
  if not steps then return nil, name end
  return { root = number, steps = steps }
end

local function known_scale(text)
  local scale, unknown, root = parsed(text)
  if root then patterns.fail(('"%s" is no root: a note such as c4, ef3 or f#2 is expected'):format(root)) end
  return scale or patterns.unknown("scale", unknown, patterns.all_scale_names)
end

local function scale_of(value)
  local text = value
  if type(value) == "table" and value.n then
    if type(value.note) == "number" then
      return { root = value.note, steps = known_scale(tostring(value.n)).steps }
    end
    text = tostring(value.word) .. ":" .. value.n
  end
  if type(text) ~= "string" then patterns.fail('a scale\'s name is expected, as "c4 minor", and not ' .. patterns.told(value)) end
  return known_scale(text)
end

local function steps_of(list)
  local steps = {}
  for index, step in ipairs(list) do
    if type(step) ~= "number" then patterns.fail("scale: semitones above the root are expected in a list, as {0, 2, 3, 7}") end
    steps[index] = step
  end
  if #steps == 0 then patterns.fail("scale: a list of at least one number of semitones is expected") end
  return { root = 0, steps = steps }
end

-- The pattern of scales that a user gives: one name may have spaces, in a pattern of names they are underscores or left out.
local function scale_pattern(given)
  if type(given) == "table" and getmetatable(given) == nil then return patterns.pure(steps_of(given)) end
  if type(given) == "string" then
    local scale, unknown, root = parsed(given)
    if scale then return patterns.pure(scale) end
    if root and not root:find("[%[%]<>{}*/!@?|,~]") then known_scale(given) end
    if not given:find("[%[%]<>{}*/!@?|,~]") then
      local pattern = patterns.mini(given)
      for _, atom in ipairs(pattern.atoms) do
        if not (type(atom) == "string" and parsed(atom) or type(atom) == "table") then
          patterns.unknown("scale", unknown, patterns.all_scale_names)
        end
      end
    end
  end
  local pattern = patterns.pattern_of(given)
  for _, atom in ipairs(rawget(pattern, "atoms") or {}) do scale_of(atom) end
  local constant = rawget(pattern, "constant")
  if constant ~= nil then return patterns.pure(scale_of(constant)) end
  return patterns.mapped(pattern, function(value)
    local fine, scale = pcall(scale_of, value)
    return fine and scale or false
  end)
end

local function in_scale(scale, degree)
  local whole = math.tointeger(math.floor(degree))
  if not whole then return degree end
  local count = #scale.steps
  return scale.root + scale.steps[whole % count + 1] + 12 * (whole // count)
end

define {
  name = "scale",
  -- Without a root degrees become semitones, which are no pitch yet.
  pitched = function(source) return patterns.tells_notes(source:match(":?scale(%b())$") or "") end,
  family = "patterns",
  doc = "Degrees of a scale, counted from 0, to notes: MIDI numbers with a root, semitones above 0 without one.",
  example = 'p"0 2 4 <6 7>":scale("c4 minor")',
  parameters = {
    subject,
    { name = "scale_name", what = "a scale's name, as \"c4 minor\", a list of semitones, or a pattern of names",
      doc = "In a pattern a root is joined to it: \"<c4:minor d4:dorian>\".", takes_table = true },
  },
  make = function(pattern, given)
    for _, atom in ipairs(rawget(pattern, "atoms") or {}) do
      if type(atom) == "string" and patterns.letter_number(atom) then
        patterns.fail(("degrees are expected, counted from 0, as in p\"0 2 4\":scale(\"c4 minor\"); %s is a note"):format(atom))
      end
    end
    return patterns.left(pattern, scale_pattern(given), function(value, scale)
      if not scale then return value end
      return patterns.with_number(value, function(degree) return in_scale(scale, degree) end)
    end)
  end,
}
