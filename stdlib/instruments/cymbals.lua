-- Hats and cymbals from six squares that are out of tune with each other, as the TR-808 makes them.

-- A frequency in hertz, moved by the note's tune.
local function tuned(n, hertz) return math.min(hertz * 2 ^ ((n.tune or 0) / 12), 22000) end

local tune = "Semitones: how much higher; 0 unless told otherwise."
local reid = "Werner, Abel, Smith, The TR-808 Cymbal: a Physically-Informed, Circuit-Bendable, Digital Model, ICMC 2014"

-- The six squares: a sound of metal without a pitch.
local places = { 205.3, 304.4, 369.6, 522.7, 540, 800 }
local function metal(n, higher)
  local tones = {}
  for number, hertz in ipairs(places) do tones[number] = square(tuned(n, hertz * higher), number * 2.4) end
  return mix(tones) * 0.17
end

instrument {
  name = "hat_closed", kind = "drum", cut = "hat",
  doc = "A closed hat: metal above 7 kHz, short.",
  source = reid,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.13 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 0.13
    local tick = noise(61):highpass(9000) * perc(0.0004, decay * 0.4) * 0.35
    local ring = metal(n, 1.32):bandpass(tuned(n, 8200), 0.7):highpass(tuned(n, 7000)) * perc(0.0005, decay)
    return (ring * 4 + tick) * (n.amp * 0.963)
  end,
}

instrument {
  name = "hat_pedal", kind = "drum", cut = "hat",
  doc = "A hat that the foot shuts: softer at the front, darker and a little longer than the closed one.",
  source = reid,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.2 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 0.2
    local ring = metal(n, 1.32):bandpass(tuned(n, 6200), 0.8):highpass(tuned(n, 4500)) * perc(0.006, decay)
    local air = noise(62):bandpass(tuned(n, 7000), 0.6) * perc(0.01, decay * 0.6) * 0.4
    return (ring * 4 + air) * (n.amp * 0.567)
  end,
}

instrument {
  name = "hat_open", kind = "drum", cut = "hat",
  doc = "An open hat: the same metal, ringing until the next hat silences it.",
  source = reid,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.85 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 0.85
    local ring = metal(n, 1.32):bandpass(tuned(n, 8000), 0.6):highpass(tuned(n, 6200))
    local air = noise(63):highpass(8000) * 0.12
    return (ring * 4 + air) * (perc(0.001, decay) + perc(0.0005, 0.06) * 0.5) * (n.amp * 0.407)
  end,
}

instrument {
  name = "crash", kind = "drum",
  doc = "A crash cymbal: metal in three bands, of which the highest dies first, and a splash of noise.",
  source = reid,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 2.6 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 2.6
    -- Multiplied by one more square, six sounds become hundreds.
    local many = (metal(n, 1.93) * square(tuned(n, 3271), 1)):highpass(tuned(n, 2200))
    local low = many:bandpass(tuned(n, 4600), 0.9) * perc(0.003, decay)
    local high = many:highpass(tuned(n, 7500)) * perc(0.002, decay * 0.7) * 1.6
    local splash = noise(64):bandpass(tuned(n, 6500), 0.4) * (perc(0.002, decay * 0.6) * 0.55 + perc(0.001, 0.12) * 0.3)
    return (low * 1.3 + high + splash) * (n.amp * 0.162)
  end,
}

instrument {
  name = "ride", kind = "drum",
  doc = "A ride cymbal: the ping of the stick over a wash of metal.",
  source = reid,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 1.8 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 1.8
    local many = (metal(n, 2.47) * square(tuned(n, 2713), 1)):highpass(tuned(n, 2500))
    local wash = many:highpass(tuned(n, 5200)) * (perc(0.002, decay) + perc(0.001, 0.1))
    local base = tuned(n, 1)
    local ping = sine(base * 3140) * 0.5 + sine(base * 4385, 1) * 0.5 + sine(base * 5470, 2) * 0.4
    local stick = noise(65):highpass(6000) * perc(0.0004, 0.03) * 0.4
    return (wash * 1.2 + ping * perc(0.0008, 0.45) * 0.3 + stick) * (n.amp * 0.259)
  end,
}

instrument {
  name = "shaker", kind = "drum",
  doc = "Seeds that swing against the wall: bright noise that swells and stops.",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.14 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 0.14
    local swell = env({ { 0, 0 }, { 0.035, 1 }, { 0.035 + decay, 0 } }, { 2, -4 })
    return noise(66):bandpass(tuned(n, 7200), 0.9) * swell * (n.amp * 0.483)
  end,
}

instrument {
  name = "tambourine", kind = "drum",
  doc = "Jingles: five high modes struck three times by a hand, over a little noise.",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.35 unless told otherwise." },
  make = function(n)
    local decay, base = n.decay or 0.35, tuned(n, 1)
    local modes = { base * 5180, base * 6720, base * 7930, base * 9410, base * 11250 }
    local strokes = perc(0.0008, decay) + perc(0.0008, decay * 0.8):offset(0.022) * 0.6 + perc(0.0008, decay * 0.5):offset(0.04) * 0.3
    local jingles = (noise(67) * 0.05):resonators(modes, 0.12, 0.3):highpass(3000)
    local slap = noise(68):bandpass(900, 0.8) * perc(0.0005, 0.04)
    return ((jingles + noise(69):highpass(7000) * 0.15) * strokes + slap * 0.15) * (n.amp * 0.371)
  end,
}
