-- Oscillators made of other words.

define {
  name = "fm",
  family = "oscillators",
  doc = "A sine whose frequency another sine moves: two in a ratio, as bright as the index is great.",
  example = "fm(110, 2, 3) * 0.5",
  source = "John Chowning, The Synthesis of Complex Audio Spectra by Means of Frequency Modulation, 1973",
  parameters = {
    stream("carrier", 0, 24000, "hertz", 220, "The frequency that is moved."),
    stream("ratio", 0, 64, "ratio", 1, "How many times that is the frequency that moves it."),
    stream("index", 0, 1000, "radians", 1, "How far: the deviation in hertz, divided by the frequency that moves it."),
  },
  -- Moved by a sine, the frequency gives the phase a sine of this index.
  make = function(carrier, ratio, index) return sine(carrier, sine(carrier * ratio) * index) end,
}

define {
  name = "pm",
  family = "oscillators",
  doc = "A sine whose phase any signal moves.",
  example = "triangle(55):pm(220, 4) * 0.5",
  parameters = {
    signal("input", "What moves the phase."),
    stream("carrier", -24000, 24000, "hertz", 220, "The frequency of the sine."),
    stream("index", 0, 1000, "radians", 1, "How far a sample of 1 moves it."),
  },
  make = function(input, carrier, index) return sine(carrier, input * index) end,
}

-- The places of the seven as measured, the widest detuning being 1.
local places = { -0.11002313, -0.06288439, -0.01952356, 0, 0.01991221, 0.06216538, 0.10745242 }

define {
  name = "supersaw",
  family = "oscillators",
  doc = "Seven sawtooths, six of them out of tune with the one in the middle.",
  example = "supersaw(110) * 0.8",
  source = "Adam Szabo, How to Emulate the Super Saw, 2010",
  parameters = {
    stream("frequency", -20000, 20000, "hertz", 220, "Of the one in the middle."),
    stream("detune", 0, 1, "ratio", 0.12, "How far the others are off: 1 is nearly two semitones."),
    stream("sides", 0, 1, "ratio", 0.6, "How loud the others are beside the one in the middle."),
  },
  make = function(frequency, detune, sides)
    local middle = sides * -0.55366 + 0.99785
    local side = sides * (sides * -0.73764 + 1.2841) + 0.044372
    local voices = {}
    for number, place in ipairs(places) do
      -- A golden angle apart, they never begin together.
      local voice = saw(frequency * (detune * place + 1), number * 2.399963)
      voices[number] = voice * ((place == 0 and middle or side) * 0.25)
    end
    return mix(voices)
  end,
}
