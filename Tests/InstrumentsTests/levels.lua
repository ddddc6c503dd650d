-- Plays each instrument of stdlib/instruments at its usual pitch and over its range, prints what it measures, and fails
-- where a bound is broken. It expects two locals: `made`, the tables that instrument{…} was given, in order, and
-- `kits`, those of kit{…}; levels.sh beside it, or the Swift test, puts them before it.

local failures = {}
local function expect(holds, name, text)
  if not holds then failures[#failures + 1] = name .. ": " .. text end
end

-- The pitch at which each is measured, and the lowest and highest at which it is to sound right.
local ranges = {
  bass = { 36, 24, 60 }, lead = { 67, 48, 84 }, pad = { 60, 36, 84 }, organ = { 60, 36, 96 }, choir = { 60, 43, 81 },
  strings = { 60, 36, 88 }, bell = { 72, 48, 96 }, marimba = { 60, 36, 84 }, brass = { 60, 40, 80 },
}
local function range_of(name) return ranges[name] or ranges[name:match("^%a+")] or { 60, 36, 84 } end

local function hertz(midi) return 440 * 2 ^ ((midi - 69) / 12) end

local function note(made, midi, more)
  local n = { midi = midi, freq = hertz(midi), dur = 0.5, amp = 1, word = made.name, n = 0 }
  for key, value in pairs(more or {}) do n[key] = value end
  return n
end

local function ends(sig)
  local lower, upper = sig:get_range()
  return lower or -1, upper or -1
end

-- How many seconds of it are rendered in one, build and all, the best of several; each is another signal.
local function speed(made, midi)
  local best = 0
  for try = 1, 6 do
    local n = note(made, midi + try * 0.013, { tune = try * 0.013 })
    local start = os.clock()
    local sig = made.make(n)
    local _, upper = ends(sig)
    sig:get_temporal(0, math.max(upper, 1))
    local elapsed = os.clock() - start
    best = math.max(best, upper * frames(1) / elapsed)
  end
  return best
end

-- As it is heard: on two speakers, again and again until its tails lie over each other.
local function loudness(sig, every)
  local hits = {}
  for number = 0, math.floor(6 / every) - 1 do hits[number + 1] = sig:offset(number * every) end
  local heard = mix(hits):pan(0)
  return lufs(heard, { from = 2, to = 6 }), peak(heard, { from = 0, to = 6 })
end

-- Of instruments whose partials are not whole multiples, or that come in several voices, the strongest partial near.
local by_partial = {
  bell = true, choir = true, strings = true, pad_glass = true, pad_warm = true, lead_super = true, bass_reese = true, organ = true,
}

local function cents(made, midi)
  local sig = made.make(note(made, midi, { dur = 2, vibmod = 0 }))
  local _, upper = ends(sig)
  local freq = hertz(midi)
  local heard = sig:pan(0):channel(1)
  if by_partial[made.name] then heard = heard:bandpass(freq, 12) end
  local found = pitch(heard, { from = 0.25, to = math.min(upper * frames(1), 1.25) })
  return found and 1200 * math.log(found / freq) / math.log(2)
end

local function decibels(x) return 20 * math.log(math.max(x, 1e-10), 10) end

-- What a performer may turn each control to.
local extremes = {
  tune = { -24, 24 }, decay = { 0.01, 8 }, attack = { 0, 2 }, release = { 0, 3 }, cutoff = { 30, 18000 }, resonance = { 0, 1 },
  depth = { 0, 6 }, drive = { 0.2, 12 }, detune = { 0, 1 }, index = { 0, 12 }, vib = { 1, 12 }, vibmod = { 0, 1 }, sweep = { 1, 12 },
  sustain = { 0, 1 }, punch = { 0, 2 }, snap = { 0, 2 }, spacing = { 0.002, 0.04 }, shimmer = { 0, 1 }, percussion = { 0, 1.5 },
  leslie = { 0.1, 9 }, drawbars = { "000000000", "888888888" }, vowel = { "e", "i", "o", "u" }, bark = { 0, 2 }, hard = { 0, 1.4 },
  damping = { 0, 1 }, bright = { 200, 15000 }, duty = { 0.05, 0.95 },
}

local words = {}
for kind in kinds() do words[kind.name] = true end

local function extremes_of(made, midi)
  local name = made.name
  for control, text in pairs(made.controls) do
    expect(text:match("%.$"), name, control .. " is told without a full stop")
    expect(not words[control], name, control .. " is a word")
    expect(extremes[control], name, control .. ": levels.lua does not know how far it goes")
    for _, value in ipairs(extremes[control] or {}) do
      local held, sig = pcall(made.make, note(made, midi, { [control] = value }))
      expect(held, name, ("%s = %s: %s"):format(control, value, tostring(sig)))
      if held then
        local from, to = ends(sig)
        local high = to > 0 and peak(sig, { from = 0, to = to * frames(1) }) or 0
        expect(from == 0 and to > 0, name, ("%s = %s: it lies from %d to %d"):format(control, value, from, to))
        expect(high < 1.26, name, ("%s = %s: its peak is %.1f dBFS"):format(control, value, 20 * math.log(high, 10)))
      end
    end
  end
end

local row = "%-16s %7s %5s %5s %7s %7s %7s %7s %8s %7s %4s"
print(row:format("name", "LUFS", "least", "most", "peak", "dc", "first", "cents", "seconds", "speed", "ch"))
local least, most = math.huge, -math.huge
for _, made in ipairs(made) do
  local name, is_drum = made.name, made.kind == "drum"
  local usual, low, high = table.unpack(range_of(name))
  if is_drum then usual, low, high = 60, 60, 60 end
  local sig = made.make(note(made, usual))
  local lower, upper = ends(sig)
  local length = upper * frames(1)
  expect(lower == 0 and upper > 0, name, ("it lies from frame %d to %d; from 0 to an end is expected"):format(lower, upper))
  local limit = is_drum and 3.5 or 8
  expect(length <= limit, name, ("it is %.1f s long, at most %.1f are expected"):format(length, limit))

  local loud = loudness(sig, is_drum and 0.25 or 0.5)
  least, most = math.min(least, loud), math.max(most, loud)
  local top, mean = peak(sig, { from = 0, to = length }), dc(sig, { from = 0, to = length })
  local first = peak(sig, { from = 0, to = frames(1) })
  local last = peak(sig, { from = length - 0.001, to = length })
  expect(first <= 0.02 * top, name, ("its first sample is %.3f, near 0 is expected"):format(first))
  expect(last <= 0.004 * top, name, ("its last samples are %.4f, near 0 is expected"):format(last))
  expect(math.abs(mean) <= 0.01 * top, name, ("its mean is %.4f, at most -40 dB is expected"):format(mean))

  local soft = peak(made.make(note(made, usual, { amp = 0.25 })), { from = 0, to = length })
  expect(math.abs(soft * 4 / top - 1) < 1e-3, name, "a quarter of amp is not a quarter of its peak")

  local worst, highest = nil, top
  local softest, loudest = loud, loud
  for midi = low, high, is_drum and 1 or 12 do
    for _, duration in ipairs(is_drum and { 0.5 } or { 0.01, 0.5, 2 }) do
      local other = made.make(note(made, midi, { dur = duration }))
      local from, to = ends(other)
      expect(from == 0 and to > 0, name, ("at %d, %.2f s, it does not end"):format(midi, duration))
      highest = math.max(highest, peak(other, { from = 0, to = to * frames(1) }))
    end
    if not is_drum then
      local level = loudness(made.make(note(made, midi)), 0.5)
      softest, loudest = math.min(softest, level), math.max(loudest, level)
      local off = cents(made, midi)
      expect(off, name, ("at %d it has no pitch"):format(midi))
      if off and math.abs(off) >= math.abs(worst or 0) then worst = off end
    end
  end
  expect(highest <= 0.708, name, ("its peak is %.1f dBFS, at most -3 are expected"):format(decibels(highest)))
  if worst then expect(math.abs(worst) <= 5, name, ("it is off by %.1f cents, at most 5 are expected"):format(worst)) end
  expect(loudest - softest <= 9, name, ("over its range it goes from %.1f to %.1f LUFS, within 9 LU is expected"):format(softest, loudest))
  -- Outside of its range it may sound as it likes, but it sounds.
  for _, midi in ipairs { 0, 12, 108, 127 } do
    local held, other = pcall(made.make, note(made, midi))
    expect(held and other:get_range() == 0, name, ("at %d: %s"):format(midi, tostring(other)))
    if held then expect(peak(other, { from = 0, to = 0.5 }) <= 0.9, name, ("at %d it is too loud"):format(midi)) end
  end
  extremes_of(made, usual)
  expect(made.doc:match("^%u.*%.$"), name, "its doc is no sentence")
  expect(tostring(made.make(note(made, usual))) == tostring(sig), name, "equal notes are not equal signals")
  local fast = speed(made, usual)

  print(row:format(name, ("%.1f"):format(loud), ("%.0f"):format(softest), ("%.0f"):format(loudest), ("%.1f"):format(decibels(highest)), ("%.0f"):format(decibels(math.abs(mean / top))),
    ("%.3f"):format(first), worst and ("%.1f"):format(worst) or "-", ("%.2f"):format(length), ("%.0f"):format(fast),
    tostring(select("#", sig:get_temporal(0, 1)))))
end
expect(most - least <= 3, "levels", ("they lie from %.1f to %.1f LUFS, within 3 LU is expected"):format(least, most))

local names = {}
for _, made in ipairs(made) do
  expect(not names[made.name], made.name, "is there twice")
  names[made.name] = made
end
for _, kit in ipairs(kits) do
  for word, sound in pairs(kit.sounds) do
    for _, name in ipairs(type(sound) == "table" and sound or { sound }) do
      expect(names[name], "kit " .. kit.name, word .. " is " .. tostring(name) .. ", which is no instrument")
    end
  end
end
print(#made .. " instruments, " .. #kits .. " kits")
if #failures > 0 then error(table.concat(failures, "\n"), 0) end
