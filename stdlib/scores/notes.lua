local patterns, native = ...

-- Where patterns meet instruments: events become notes. Everything here is asked ahead of the sound, on the thread of the
-- patch; what comes of it is data.

local rational, fail = patterns.rational, patterns.fail

-- A pattern that a name holds, read where it is asked for: what is built on it follows the name. `pin` ends that.
function patterns.followed(name)
  local cell = { name = name }
  local made = patterns.make(function(from, to)
    return (cell.pinned or native.pattern_named(name)).answer(from, to)
  end, patterns.mark(cell))
  rawset(made, "cell", cell)
  local held = native.pattern_named(name)
  rawset(made, "is_pitch", rawget(held, "is_pitch"))
  -- For what a word checks of its argument as it is now.
  rawset(made, "atoms", rawget(held, "atoms"))
  return made
end

function patterns.is_followed(value) return patterns.is_pattern(value) and rawget(value, "cell") ~= nil end
function patterns.pin(pattern, former) rawget(pattern, "cell").pinned = former end

function patterns.hold_of(pattern) return native.hold(pattern) end

patterns.begin_reading, patterns.end_reading, patterns.holds = native.begin_reading, native.end_reading, native.holds

patterns.name_of_function = native.name_of
patterns.code_of = native.code_of

-- What a name holds as text, where equal texts are equal values: nil where that cannot be told.
function patterns.telling(value)
  if type(value) == "userdata" or type(value) == "thread" then return nil end
  -- What a metatable answers for nobody can tell.
  if type(value) == "table" and type(getmetatable(value)) == "table" and not rational.is(value) then return nil end
  return patterns.text(patterns.describe(value))
end

-- A word of signals and patterns that awaits either is made of its name and what it was given.
function patterns.described_by_host(value)
  local given = table.pack(native.awaited(value))
  if given.n == 0 then return nil end
  for place = 2, given.n do given[place] = patterns.describe(given[place]) end
  return ("%s(%s)"):format(given[1], table.concat(given, ", ", 2, given.n))
end

-- The methods that signals have.
patterns.is_signal_word = native.is_signal_word

local midi_of = patterns.letter_number

-- The group of an instrument's notes, which silence each other, where it names one.
patterns.cuts = setmetatable({}, { __mode = "k" })

-- Which of an instrument's fields are about where a note lies, and not about its sound.
local outside = { gain = true, cut = true, legato = true }

local function control_at(control, time)
  if patterns.is_pattern(control) then
    local found = control.answer(time, time)[1]
    return found and found.value
  end
  if type(control) == "userdata" then return native.sample(control, time.num / time.den) end
  return control
end

local function note_of(score, event)
  local value, note = event.value, {}
  for _, name in ipairs(score.control_names) do note[name] = control_at(score.controls[name], event.begins) end
  if type(value) == "number" then
    note.midi = value
  elseif type(value) == "string" then
    note.word = value
  elseif type(value) == "table" then
    for name, field in pairs(value) do note[name] = field end
  else
    fail("an instrument plays numbers, words and notes, and not " .. patterns.told(value))
  end
  if note.note then note.midi = note.note end
  if note.word and not note.midi then note.midi = midi_of(note.word) end
  patterns.check_standards(note)
  local length = rational.sub(event.ends, event.begins)
  local seconds = length.num / length.den * native.seconds_per_cycle(event.begins.num / event.begins.den)
  -- To the microsecond, so that notes that are equal are equal.
  note.dur = math.floor(seconds * (note.legato or 1) * 1e6 + 0.5) / 1e6
  note.amp = note.amp or 1
  note.midi = note.midi or 60
  note.freq = 440 * 2 ^ ((note.midi - 69) / 12)
  return note
end

local function key_of(note)
  local names = {}
  for name in pairs(note) do
    if not outside[name] then names[#names + 1] = name end
  end
  table.sort(names)
  for place, name in ipairs(names) do
    local value = note[name]
    names[place] = name .. "=" .. (type(value) == "number" and ("%.9g"):format(value) or tostring(value))
  end
  return table.concat(names, " ")
end

local function of_kit(kit, note, name)
  local word = note.word
  if not word then
    fail(("%s is a kit, which plays words, as in p\"bd sn\"; it was given the number %.6g (notes play on a synth, as in :on(synths.default))"):format(name, note.midi))
  end
  -- One of files says itself what it lacks.
  if type(kit) == "userdata" then return kit(word, math.floor(note.n or 0)) end
  local sound = kit[word]
  if sound == nil then
    local names = {}
    for known in pairs(kit) do
      if type(known) == "string" then names[#names + 1] = known end
    end
    table.sort(names)
    patterns.unknown("sound in " .. name, word, names)
  end
  if type(sound) == "table" then
    if #sound == 0 then fail(("%s.%s is an empty list; a sound is expected"):format(name, word)) end
    sound = sound[math.floor(note.n or 0) % #sound + 1]
  end
  return sound
end

-- What a note sounds like: the signal that the instrument answers.
local function sound_of(score, note, key)
  local instrument, name = native.instrument(score), score.instrument_name
  if instrument == nil then
    if note.word and not midi_of(note.word) then
      instrument, name = native.kits().default, "kits.default"
    else
      instrument, name = native.synths().default, "synths.default"
    end
  end
  patterns.check_controls(score, instrument, name, note)
  if type(instrument) == "table" or type(instrument) == "userdata" and not native.is_signal(instrument) then
    instrument = of_kit(instrument, note, name)
  end
  if type(instrument) == "userdata" and native.is_signal(instrument) then
    if note.amp ~= 1 then instrument = instrument * note.amp end
    return instrument
  end
  if note.midi < 12 and not note.word then native.too_low(score, note.midi) end
  local declared = patterns.declared[instrument]
  if declared and declared.kind == "synth" then patterns.check_pitch(note.midi) end
  if declared and declared.kind == "synth" and note.word and not midi_of(note.word) then
    fail(("%s plays notes, and \"%s\" is none; words play from a kit, as in p\"%s\":on(kits.default)"):format(name, note.word, note.word))
  end
  local absent = {}
  local fine, answer = pcall(native.play, instrument, patterns.watched(note, absent), key)
  if not fine then
    error(type(answer) == "string" and patterns.with_misspelt(answer, absent, note) or answer, 0)
  end
  local cut = patterns.cuts[instrument]
  if answer == nil then fail(name .. " returned nothing; a signal is expected (is a return missing?)") end
  return answer, cut
end

local function perform_event(score, event)
  local note = note_of(score, event)
  local key = key_of(note)
  if not native.known(score, key) then
    local sound, cut = sound_of(score, note, key)
    score.cut_of[key] = cut
    native.voice(score, key, sound, note.pan, note.from, note.to, note.speed)
  end
  native.note(score, event.begins.num / event.begins.den, key, note.gain, note.cut or score.cut_of[key])
end

-- Notes whose events begin within [from, to), as native.note takes them. What cannot be played is told to native.failed, which
-- says whether the rest is wanted nevertheless.
function patterns.perform(score, from, to, den)
  for _, event in ipairs(score.pattern.answer(rational.reduced(from, den), rational.reduced(to, den))) do
    local begins = event.begins
    if not begins then
      fail("a continuous pattern has no events that could be played: segment(8) makes eight of them in each cycle")
    elseif begins == event.from then
      local fine, mistake = pcall(perform_event, score, event)
      if not fine then
        local text = tostring(mistake)
        local is_left_out = not text:find("stopped here after", 1, true) and native.failed(score, begins.num / begins.den, text)
        if not is_left_out then error(mistake, 0) end
      end
    end
  end
end

local function controls_of(controls)
  local names, made = {}, {}
  if controls ~= nil and (type(controls) ~= "table" or patterns.is_pattern(controls)) then
    fail("controls: a table by name is expected, as in {cutoff = 400, pan = p\"-1 1\"}, and not " .. patterns.told(controls))
  end
  for name, control in pairs(controls or {}) do
    if type(name) ~= "string" then fail("controls are named, as in {cutoff = p\"400 2000\"}") end
    if type(control) == "string" and name ~= "cut" and name ~= "word" then control = patterns.mini(control) end
    if type(control) == "boolean" or type(control) == "function" then
      fail(("%s: a number, a pattern or a signal is expected, and not %s%s"):format(name, patterns.told(control),
        type(control) == "function" and " (called, a word of signals makes one: sine(1))" or ""))
    end
    names[#names + 1], made[name] = name, control
  end
  table.sort(names)
  return names, made
end

-- Controls where the instrument stands, which was forgotten: a kit holds sounds.
local function check_instrument(instrument)
  if type(instrument) ~= "table" then return end
  for name, value in pairs(instrument) do
    if type(name) == "string" and (type(value) == "number" or type(value) == "string" or patterns.is_pattern(value)) then
      fail(("an instrument stands first, as in :on(synths.default, {%s = %s})"):format(name, patterns.describe(value)))
    end
  end
end

-- What is known beforehand of controls is checked as a note's are.
local function check_known_controls(instrument, controls)
  local known = instrument ~= nil and patterns.controls_known(instrument) or {}
  for control, value in pairs(controls) do
    local atoms = patterns.is_pattern(value) and rawget(value, "atoms") or type(value) == "number" and { value } or {}
    for _, atom in ipairs(atoms) do patterns.check_control(control, atom, known[control]) end
  end
end

function patterns.score(pattern, instrument, name, controls)
  check_instrument(instrument)
  local names, made = controls_of(controls)
  check_known_controls(instrument, made)
  return {
    pattern = pattern, instrument = instrument, instrument_name = name or "the instrument", control_names = names,
    controls = made, cut_of = {}, title = ("%s:on(%s%s)"):format(patterns.describe(pattern), name or instrument and patterns.describe(instrument) or "",
      controls and ", " .. patterns.describe(controls) or ""),
  }
end

function patterns.held(pattern)
  return { pattern = pattern, is_pitch = rawget(pattern, "is_pitch"), title = patterns.describe(pattern) .. ":hold()" }
end

-- What Neap says of a mistake has the place of the user's line, which `guarded` puts before it in its turn.
local function placed(call)
  return function(...)
    local fine, result = pcall(call, ...)
    if fine then return result end
    if type(result) ~= "string" then error(result, 0) end
    local _, here = pcall(patterns.raise, "")
    if result:sub(1, #here) == here then result = result:sub(#here + 1) end
    fail(((patterns.placeless(result) or result):gsub("^on: ", "")))
  end
end

patterns.define {
  name = "on",
  doc = "A pattern as a signal: an instrument plays each of its events. An instrument is a function from a note to a signal that ends, or a kit, a table of them by their words or what samples answers; words play from kits.default and notes on synths.default where none is named.",
  example = 'p"bd [sn sn] hh*4":on(kits.default)',
  parameters = {
    { name = "pattern", kind = "pattern", what = "a pattern", doc = "What is played." },
    { name = "instrument", kind = "any", what = "a function or a kit", doc = "What plays it. A global is followed by its name, and so is what it reads from globals and from tables in them; what stands in locals around it is read once.", optional = true, takes_table = true },
    { name = "controls", kind = "any", what = "a table", doc = "What each note carries besides, by name, as it is when it is given: numbers, patterns, or signals, which are read where a note begins; gain (dB), pan, legato and cut (a name: equal ones silence each other, in all that plays) are known everywhere.", optional = true, takes_table = true },
  },
  make = placed(native.on),
}

patterns.define {
  name = "hold",
  doc = "A pattern as a signal of steps: the value of each event, until the next; notes in hertz.",
  example = 'saw(p"c2 e2 g2":hold():lag(0.05)) * 0.3',
  parameters = { { name = "pattern", kind = "pattern", what = "a pattern of numbers or notes", doc = "What is held." } },
  make = placed(native.hold),
}
