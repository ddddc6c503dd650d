local patterns = ...
local define, subject = patterns.define, patterns.subject

-- Chords by name, and their notes laid near one another.

local steps, accidentals = patterns.note_steps, patterns.accidentals

-- The root's MIDI number, the intervals; or nil, the quality that is not known, and whether there was a root at all. The octave
-- is that of c4 unless one stands apart: c7 is the seventh chord, c3:7 or c3'7 the one in octave 3.
local function parsed(name)
  local root, quality = name:match("^(%a[sfb#]*%-?%d+)[':](.*)$")
  if root then
    local number = patterns.note_number(root)
    if number then return number, patterns.chords[quality], quality end
  end
  local letter, rest = name:match("^([a-gA-G])(.*)$")
  if not letter then return nil end
  local number = steps[letter:lower()] + 60
  local unknown = rest
  -- As much accidental as leaves a known quality: asus4 is a and sus4, bf7 is b flat and 7.
  for length = 0, 2 do
    local accidental = rest:sub(1, length)
    local tail = rest:sub(length + 1):gsub("^[':]", "")
    local shift = #accidental == length and accidentals[accidental]
    if shift then
      if patterns.chords[tail] then return number + shift, patterns.chords[tail] end
      if length > 0 then unknown = tail end
    end
  end
  return number, nil, unknown
end

local function chord_of(value)
  if type(value) == "table" and value.n ~= nil then
    if type(value.note) == "number" then
      local intervals = patterns.chords[patterns.name_of(value.n)]
      if not intervals then patterns.unknown("chord", tostring(value.n), patterns.all_chord_names) end
      return value.note, intervals
    end
    value = tostring(value.word) .. ":" .. patterns.name_of(value.n)
  end
  if type(value) == "number" then return value, patterns.chords.major end
  if type(value) ~= "string" then patterns.fail('a chord\'s name is expected, as "am7", and not ' .. patterns.told(value)) end
  local root, intervals, unknown = parsed(value)
  -- A note alone is a major chord on it, unless its octave is a kind of chord: c4 and c3, not c5, c6, c7 or c9.
  if root and not intervals and patterns.note_number(value) then return patterns.note_number(value), patterns.chords.major end
  if not root then patterns.fail(('a chord begins with its root, a to g: "am7" or "ef"; "%s" does not'):format(value)) end
  if not intervals then
    local note, quality = value:match("^(%a[sfb#]*%-?%d)(.+)$")
    if note and patterns.note_number(note) and patterns.chords[quality] then
      patterns.fail(('"%s": the octave stands apart from the chord: "%s\'%s"'):format(value, note, quality))
    end
    patterns.unknown("chord", unknown, patterns.all_chord_names)
  end
  return root, intervals
end

local function quality_of(name)
  return patterns.chords[name] or patterns.unknown("chord", name, patterns.all_chord_names)
end

-- Each event as several at once.
local function spread(pattern, notes_of)
  return patterns.make(function(from, to)
    local events, count = {}, 0
    for _, event in ipairs(pattern.answer(from, to)) do
      for _, value in ipairs(notes_of(event.value)) do
        count = count + 1
        events[count] = patterns.event(event.begins, event.ends, event.from, event.to, value)
      end
    end
    return events
  end)
end

-- In a string of chords c7 is a chord and no note.
local function names_in(value)
  if type(value) == "string" then return patterns.mini(value, nil, true) end
end

define {
  name = "chord",
  pitched = true,
  family = "patterns",
  doc = "The notes of chords by name, all at once; of a pattern of notes, a chord on each.",
  example = 'chord("<am7 fmaj7 c g7>")',
  parameters = {
    { name = "chords", kind = "pattern", what = "chords' names, or notes", read = names_in,
      doc = "A root, then the kind: am7, ef, c#dim; c3'maj7 tells the octave." },
    { name = "quality", kind = "name", what = "a kind of chord, as \"m7\"",
      doc = "For notes: the chord that is built on each.", optional = true,
      check = function(name) quality_of(name) end },
  },
  make = function(chords, quality)
    if not quality then
      for _, atom in ipairs(rawget(chords, "atoms") or {}) do chord_of(atom) end
    end
    return spread(chords, function(value)
      local fine, root, intervals
      if quality and (type(value) == "number" or (type(value) == "table" and type(value.note) == "number")) then
        root, intervals = value, quality_of(quality)
      else
        fine, root, intervals = pcall(chord_of, value)
        -- A name that came while it played is passed over.
        if not fine then return {} end
      end
      local notes = {}
      for index, interval in ipairs(intervals) do
        notes[index] = patterns.with_number(root, function(number) return number + interval end)
      end
      return notes
    end)
  end,
}

-- Events with the same whole, in the order of their first.
local function groups_of(events)
  local groups, known = {}, {}
  for _, event in ipairs(events) do
    local key = event.begins and event.begins .. " " .. event.ends .. " " .. event.from .. " " .. event.to or event
    local group = known[key]
    if not group then
      group = {}
      known[key] = group
      groups[#groups + 1] = group
    end
    group[#group + 1] = event
  end
  return groups
end
patterns.groups_of = groups_of

local function lower(note, value)
  local other = type(value) == "table" and value.note or value
  return type(other) == "number" and note < other
end

define {
  name = "voicing",
  pitched = true,
  family = "patterns",
  doc = "Simultaneous notes by octaves into the one below a top note: chords that follow one another move little.",
  example = 'chord("<am7 d7 gmaj7 c>"):voicing("g5")',
  parameters = {
    subject,
    { name = "top", kind = "number", what = "a note or a MIDI number, or a pattern of them",
      doc = "The highest note that there may be.", default = 72 },
  },
  make = function(pattern, top)
    return patterns.make(function(from, to)
      local events = {}
      for _, group in ipairs(groups_of(pattern.answer(from, to))) do
        local taken, first = {}, #events + 1
        for _, event in ipairs(group) do
          local value = patterns.with_number(event.value, function(note) return top - (top - note) % 12 end)
          local note = type(value) == "table" and value.note or value
          -- Two notes an octave apart are one here.
          if not taken[note] then
            taken[note] = true
            local place = #events + 1
            -- From low to high, as arp counts them.
            while place > first and type(note) == "number" and lower(note, events[place - 1].value) do
              events[place] = events[place - 1]
              place = place - 1
            end
            events[place] = patterns.event(event.begins, event.ends, event.from, event.to, value)
          end
        end
      end
      return events
    end)
  end,
}
