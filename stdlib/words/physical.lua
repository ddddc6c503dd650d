-- Physical models made of other words.

-- What a delay by a fraction of a frame leaves of a frequency, from the weights of its cubic interpolation: `part` is the
-- fraction times what it lacks of one, `across` the cosine of the frequency's angle.
local function kept_by_reading(part, across)
  local most = part + 2
  local own = most * most * (0.25 - 0.5 * part) + part * part * (5 - 2 * part) * (1 / 36)
  local next = part * most * (most * 0.25 - (1 - part) * (1 / 6))
  local second = part * most * (1 + 2 * part) * (-1 / 12)
  local third = part * part * most * (1 / 36)
  local square = across * across
  return (own + 2 * (next * across + second * (2 * square - 1) + third * across * (4 * square - 3))) ^ 0.5
end

-- A wave runs along a string or a tube and back. Once round it is weakened, and smoothed by three taps, whose delay is
-- one frame at every frequency, so that the rest of the period is left to the line and the pitch is exact. The taps
-- give back what reading the line between its frames takes from the lowest tone, and for damping never take more from
-- it than its decay allows; what is left of that is taken from all alike.
local function waveguide_loop(input, frequency, decay, damping, is_tube)
  local period = 1 / (frequency * (is_tube and 2 or 1))
  local kept = 0.001 ^ (period / decay)
  local angle = frequency * (2 * math.pi * frames(1))
  -- 1 - cos(angle), to a millionth.
  local square = angle * angle
  local fall = square * (square * (square * (1 / 720) - 1 / 24) + 0.5)
  local time = period - frames(1)
  local fraction = time / frames(1) % 1
  local reading = kept_by_reading(fraction * (1 - fraction), 1 - fall)
  local most = (1 - kept) / (fall * 2)
  local side = damping * most / (most * 4 + 1) + (1 - 1 / reading) / (fall * 2)
  local gain = kept / reading / (1 - side * fall * 2) * (is_tube and -1 or 1)
  local outer, inner = gain * side, gain * (1 - side * 2)
  return feedback(function(loop)
    local late = loop:delay(time, { longest = 0.1 })
    -- Driven for long at its own pitch it would pile up; far past full scale it grows no more.
    return input + (late:z(1) * inner + (late + late:z(2)) * outer):clip(-8, 8)
  end)
end

define {
  name = "waveguide",
  family = "physical",
  doc = "A string or a tube that any signal makes ring: a wave that runs along it and back, weaker each time. Driven at its own pitch it grows to eight times full scale at most.",
  example = "(noise{seed=1} * perc(0, 0.005)):waveguide(220, 3)",
  source = "Julius Smith, Physical Modeling Using Digital Waveguides, 1992",
  parameters = {
    signal("input", "What makes it ring."),
    stream("frequency", 20, 5000, "hertz", 220, "Of the lowest tone."),
    stream("decay", 0.01, 60, "seconds", 2, "How long until the lowest tone is 60 dB down."),
    stream("damping", 0, 1, "ratio", 0.2, "How much faster high tones die away."),
    choice("body", { "string", "tube" }, "A string sounds all multiples of its frequency, a tube the odd ones."),
  },
  -- What does not move would pile up.
  make = function(input, frequency, decay, damping, body)
    return waveguide_loop(input:highpass(frequency * 0.5), frequency, decay, damping, body == "tube")
  end,
}

define {
  name = "pluck",
  family = "physical",
  doc = "A plucked string, once, at frame 0: a burst of noise in a line as long as the period. Each has its own noise.",
  example = "pluck(220)",
  source = "Kevin Karplus, Alex Strong, Digital Synthesis of Plucked-String and Drum Timbres, 1983",
  parameters = {
    stream("frequency", 20, 5000, "hertz", 220, "Of the lowest tone. The burst is one period long, and 10 ms where the frequency moves."),
    stream("decay", 0.01, 60, "seconds", 2, "How long until the lowest tone is 60 dB down."),
    stream("damping", 0, 1, "ratio", 0.4, "How much faster high tones die away."),
    any("seed", "Which noise it is plucked with.", "a whole number", true),
  },
  make = function(frequency, decay, damping, seed)
    -- One that moves is struck for 10 ms, as the period at its beginning is not known.
    local burst = (seed and noise(seed) or noise()):trim(0, math.type(frequency) and 1 / frequency or 0.01)
    if math.type(frequency) and frequency > 200 then
      -- A dozen samples of noise hold any amount of the lowest tone, and of high notes that is all that lasts: so part of it is given.
      local part = math.min((frequency - 200) / 600, 1)
      local mean = 2 * math.sqrt(frequency / 48000 / 3)
      burst = burst * (1 - 0.5 * part) + sine(frequency):trim(0, 1 / frequency) * (1.5 * part * mean)
    end
    return waveguide_loop(burst:highpass(frequency * 0.5) * 0.6, frequency, decay, damping, false)
  end,
}

define {
  name = "modal",
  family = "physical",
  doc = "Something struck once, at frame 0: a bell, a bar, a glass, told by what it rings at.",
  example = "modal({220, 607, 1190, 1967}, {3, 2, 1, 0.5}, {0.4, 0.2, 0.15, 0.1})",
  source = "Jean-Marie Adrien, The Missing Link: Modal Synthesis, 1991",
  parameters = {
    numbers("frequencies", "hertz", "What it rings at, at most 64. Number only: they are a list, with a resonator for each."),
    numbers("decays", "seconds", "How long until each is 60 dB down; one number is for all. Number only: as the frequencies are."),
    numbers("amps", "level", "How loud each is; one number is for all. Number only: as the frequencies are.", 1),
  },
  make = function(frequencies, decays, amps)
    return impulse(0):resonators(frequencies, decays, amps)
  end,
}
