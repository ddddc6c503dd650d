local patterns = ...
local define, subject = patterns.define, patterns.subject

-- Other divisions of the octave. Notes stay MIDI numbers, with fractions.

-- Ratios to the first note, the period last.
local tunings = {
  just = { 1, 16 / 15, 9 / 8, 6 / 5, 5 / 4, 4 / 3, 45 / 32, 3 / 2, 8 / 5, 5 / 3, 9 / 5, 15 / 8, 2 },
  pythagorean = { 1, 256 / 243, 9 / 8, 32 / 27, 81 / 64, 4 / 3, 729 / 512, 3 / 2, 128 / 81, 27 / 16, 16 / 9, 243 / 128, 2 },
  harmonic = { 1, 17 / 16, 9 / 8, 19 / 16, 5 / 4, 21 / 16, 11 / 8, 3 / 2, 13 / 8, 27 / 16, 7 / 4, 15 / 8, 2 },
  -- H. Partch, Genesis of a Music, 1949.
  partch = { 1, 81 / 80, 33 / 32, 21 / 20, 16 / 15, 12 / 11, 11 / 10, 10 / 9, 9 / 8, 8 / 7, 7 / 6, 32 / 27, 6 / 5, 11 / 9, 5 / 4, 14 / 11,
    9 / 7, 21 / 16, 4 / 3, 27 / 20, 11 / 8, 7 / 5, 10 / 7, 16 / 11, 40 / 27, 3 / 2, 32 / 21, 14 / 9, 11 / 7, 8 / 5, 18 / 11, 5 / 3,
    27 / 16, 12 / 7, 7 / 4, 16 / 9, 9 / 5, 20 / 11, 11 / 6, 15 / 8, 40 / 21, 64 / 33, 160 / 81, 2 },
  -- The just form of H. Bohlen's and J. Pierce's scale, whose period is a twelfth.
  bohlen_pierce = { 1, 27 / 25, 25 / 21, 9 / 7, 7 / 5, 75 / 49, 5 / 3, 9 / 5, 49 / 25, 15 / 7, 7 / 3, 63 / 25, 25 / 9, 3 },
}

-- P. Aaron's meantone of 1523: fifths so narrow that four of them make a just third, from e flat to g sharp.
local function meantone()
  local fifth, notes = 5 ^ 0.25, {}
  for number = -3, 8 do
    local ratio = fifth ^ number
    while ratio >= 2 do ratio = ratio / 2 end
    while ratio < 1 do ratio = ratio * 2 end
    notes[#notes + 1] = ratio
  end
  table.sort(notes)
  notes[13] = 2
  return notes
end
tunings.meantone = meantone()

local names = {}
for name in pairs(tunings) do names[#names + 1] = name end
table.sort(names)
patterns.tuning_names = names

local function semitones(ratio) return 12 * math.log(ratio, 2) end

-- Steps in semitones, and the period after which they come again.
local function steps_of_ratios(ratios)
  if #ratios < 2 then patterns.fail("a list of at least two ratios is expected, the last of them the period, as {1, 5/4, 3/2, 2}") end
  local steps = {}
  for index, ratio in ipairs(ratios) do
    if patterns.rational.is(ratio) then ratio = ratio.num / ratio.den end
    if type(ratio) ~= "number" or ratio <= 0 then
      patterns.fail(("%d: a ratio above 0 is expected, as 3/2, and not %s"):format(index, patterns.told(ratio)))
    end
    steps[index] = semitones(ratio)
  end
  local period = table.remove(steps)
  -- Scala's lists leave out the first note, which is 1.
  if steps[1] ~= 0 then table.insert(steps, 1, 0) end
  return steps, period
end

local function tuning_of(given)
  if type(given) == "number" then
    if given <= 0 then patterns.fail("a number of equal steps above 0 is expected, and not " .. patterns.told(given)) end
    local step = 12 / given
    return function(note) return note * step end
  end
  if type(given) == "string" then
    local known = tunings[given:lower():gsub("[%s%-]", "_")]
    if not known then patterns.unknown("tuning", given, names) end
    given = known
  end
  if type(given) ~= "table" or patterns.is_pattern(given) then
    patterns.fail("a number of equal steps, a list of ratios, or a tuning's name is expected, and not " .. patterns.told(given))
  end
  local steps, period = steps_of_ratios(given)
  return function(note)
    local whole = math.tointeger(math.floor(note))
    if not whole then return note end
    local place = whole % #steps
    -- What lies between two notes stays as far between them.
    local upper = steps[place + 2] or period
    return period * (whole // #steps) + steps[place + 1] + (upper - steps[place + 1]) * (note - whole)
  end
end

define {
  name = "tuning",
  family = "patterns",
  doc = "Notes in another tuning: of so many equal steps to the octave, of ratios, or one that has a name.",
  example = 'p"c4 e4 g4":tuning("just")',
  parameters = {
    subject,
    { name = "division", what = "a number of equal steps, a list of ratios with the period last, or a name",
      doc = "Step 0 is note 0, a c; each step further is the next note of the tuning.", takes_table = true },
    { name = "root", kind = "number", what = "a MIDI number", doc = "The note that stays where it is and counts as step 0.", default = 0 },
  },
  make = function(pattern, given, root)
    local tuned = tuning_of(given)
    return patterns.mapped(pattern, function(value)
      return patterns.with_number(value, function(note) return root + tuned(note - root) end)
    end)
  end,
}

define {
  name = "edo",
  family = "patterns",
  doc = "Steps of an octave divided equally, from 0 on, to semitones above a root.",
  example = 'p"0 5 11 17":edo(19, 60)',
  parameters = {
    subject,
    { name = "steps", kind = "number", what = "a number above 0, or a pattern of them", doc = "Into how many steps the octave is divided.",
      check = function(steps) if steps <= 0 then patterns.fail("a number above 0 is expected, and not " .. steps) end end },
    { name = "root", kind = "number", what = "a MIDI number, or a pattern of them", doc = "What step 0 is.", default = 0 },
  },
  make = function(pattern, steps, root)
    local tuned = patterns.mapped(pattern, function(value)
      return patterns.with_number(value, function(step) return root + step * 12 / steps end)
    end)
    -- Above a root they are notes.
    return root == 0 and tuned or patterns.as_pitch(tuned)
  end,
}
