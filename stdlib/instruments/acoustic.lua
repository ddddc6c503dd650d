-- Drums as they stand in a room: skins, wires, bronze, told by the modes that they ring at.

-- A frequency in hertz, moved by the note's tune.
local function tuned(n, hertz) return math.min(hertz * 2 ^ ((n.tune or 0) / 12), 22000) end

local tune = "Semitones: how much higher; 0 unless told otherwise."
local rossing = "Thomas Rossing, Science of Percussion Instruments, 2000"

-- A round skin: its lowest mode sinks as it grows slack after the blow; the others are short.
local function skin(base, decay, sink)
  local modes, times, levels = {}, {}, { 0.5, 0.32, 0.25, 0.18, 0.14 }
  for number, ratio in ipairs { 1.594, 2.136, 2.296, 2.653, 2.918 } do
    modes[number], times[number] = base * ratio, decay * 0.5 / ratio
  end
  local falling = perc(0, decay * 0.3) * (base * sink) + base
  return sine(falling) * perc(0.002, decay) + modal(modes, times, levels) * perc(0.0015, decay)
end

-- A plate of bronze, struck by a burst: modes ever denser from low to high, of which the high ones die first.
local function bronze(n, low, high, count, decay, seed)
  local modes, times, levels = {}, {}, {}
  for number = 1, count do
    -- Steps of a golden section are spread evenly and never repeat.
    local place = (number - 1 + (number * 0.61803) % 1) / count
    modes[number] = math.min(tuned(n, low * (high / low) ^ (place ^ 0.8)), 22000)
    times[number] = decay * (1 - 0.75 * place)
    levels[number] = 0.3 + 0.7 * ((number * 0.7548777) % 1)
  end
  -- Struck softly and made louder, so that none of the modes reaches its bound.
  return (noise(seed) * perc(0.0005, 0.012) * 0.05):resonators(modes, times, levels) * 20
end

-- The walls: four early reflections to the left and to the right.
local function in_room(sig, level)
  return sig:multitap({ 0.0117, 0.0173, 0.0259, 0.0371 }, { 0.5 * level, 0.42 * level, 0.34 * level, 0.26 * level }, 0.8)
end

instrument {
  name = "kick_felt", kind = "drum",
  doc = "A bass drum with a felt beater and a pillow: a soft thump in a room.",
  source = rossing,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.5 unless told otherwise." },
  make = function(n)
    local base = tuned(n, 58)
    local drum = skin(base, n.decay or 0.5, 0.35)
    local beater = noise(101):bandpass(tuned(n, 1500), 0.6) * perc(0.001, 0.028) * 0.9
    local knock = sine(perc(0, 0.02) * 260 + tuned(n, 150)) * perc(0.001, 0.07) * 0.6
    return in_room(drum + beater + knock, 0.3) * (n.amp * 0.337)
  end,
}

instrument {
  name = "snare_wires", kind = "drum",
  doc = "A wooden snare drum: a skin, and wires that rattle under it a little later and longer.",
  source = rossing,
  controls = {
    tune = tune,
    decay = "Seconds: until the wires are 60 dB down; 0.38 unless told otherwise.",
    snap = "A factor: how loud the wires are; 1 unless told otherwise.",
  },
  make = function(n)
    local drum = skin(tuned(n, 198), 0.22, 0.12)
    local wires = noise(102):bandpass(tuned(n, 3400), 0.45):highpass(900)
    local rattle = wires * (perc(0.004, n.decay or 0.38) + perc(0.0007, 0.05) * 0.7) * (n.snap or 1)
    local stick = noise(103):bandpass(tuned(n, 5200), 1) * perc(0.0005, 0.012)
    return in_room(drum * 0.5 + rattle * 1.5 + stick, 0.5) * (n.amp * 0.233)
  end,
}

instrument {
  name = "stick", kind = "drum",
  doc = "A cross stick: the shoulder of the stick on the hoop of the snare drum.",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.14 unless told otherwise." },
  make = function(n)
    local decay, base = n.decay or 0.14, tuned(n, 1)
    local modes = { base * 396, base * 788, base * 1412, base * 1985, base * 2870, base * 4350 }
    local wood = modal(modes, { decay, decay * 0.8, decay * 0.6, decay * 0.5, decay * 0.4, decay * 0.3 },
      { 0.45, 0.6, 0.7, 0.5, 0.35, 0.25 }) * perc(0.0005, decay * 4):trim(0, decay)
    return in_room((wood * 1.5):tanh(2), 0.4) * (n.amp * 0.329)
  end,
}

for _, tom in ipairs {
  { name = "tom_floor", hertz = 78, what = "A floor tom" },
  { name = "tom_rack", hertz = 118, what = "A rack tom" },
  { name = "tom_small", hertz = 162, what = "A small rack tom" },
} do
  instrument {
    name = tom.name, kind = "drum",
    doc = tom.what .. ": a skin on a shell, in a room.",
    source = rossing,
    controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.75 unless told otherwise." },
    make = function(n)
      local base = tuned(n, tom.hertz)
      local drum = skin(base, n.decay or 0.75, 0.14)
      local stick = noise(104):bandpass(base * 14, 0.7) * perc(0.0006, 0.03) * 0.6
      return in_room(drum + stick, 0.35) * (n.amp * 0.232)
    end,
  }
end

for _, hat in ipairs {
  { name = "hat_shut", decay = 0.16, level = 1.55, doc = "Hats of bronze held shut: a dry tick." },
  { name = "hat_loose", decay = 1.1, level = 0.75, doc = "Hats of bronze left open: they sizzle until the foot shuts them." },
} do
  instrument {
    name = hat.name, kind = "drum", cut = "hat",
    doc = hat.doc,
    source = rossing,
    controls = { tune = tune, decay = ("Seconds: until it is 60 dB down; %g unless told otherwise."):format(hat.decay) },
    make = function(n)
      local decay = n.decay or hat.decay
      local plates = bronze(n, 2900, 15500, 28, decay * 1.2, 105):highpass(tuned(n, 3000))
      local sizzle = noise(106):highpass(tuned(n, 6500)) * perc(0.001, decay * 0.8) * 0.3
      return in_room(plates * perc(0.0005, decay * 2) * 0.6 + sizzle, 0.2):trim(0, decay)
        * env({ { decay * 0.85, 1 }, { decay, 0 } }) * hat.level * (n.amp * 0.0346)
    end,
  }
end

instrument {
  name = "ride_bronze", kind = "drum",
  doc = "A ride of bronze: a clear tip of wood over a dark wash.",
  source = rossing,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 2 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 2
    local plate = bronze(n, 520, 13500, 44, decay, 107):highpass(tuned(n, 700))
    local tip = noise(108):highpass(tuned(n, 4500)) * perc(0.0005, 0.04) * 0.5
    local wash = noise(109):bandpass(tuned(n, 6000), 0.7) * perc(0.02, decay * 0.5) * 0.06
    return (plate * 0.5 + tip + wash) * env({ { 0, 0 }, { 0.0005, 1 }, { decay * 0.8, 1 }, { decay, 0 } }) * (n.amp * 0.0194)
  end,
}

instrument {
  name = "crash_bronze", kind = "drum",
  doc = "A crash of bronze: it takes a moment to bloom, and long to fade.",
  source = rossing,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 2.8 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 2.8
    local plate = bronze(n, 380, 12500, 48, decay, 110):highpass(tuned(n, 500))
    -- The blow spreads from low modes to high ones.
    local bloom = noise(111):bandpass(tuned(n, 5200), 0.4) * perc(0.03, decay * 0.55) * 0.5
    local blow = noise(112):highpass(tuned(n, 3500)) * perc(0.0008, 0.12) * 0.4
    return (plate * 0.4 + bloom + blow) * env({ { 0, 0 }, { 0.0005, 1 }, { decay * 0.8, 1 }, { decay, 0 } }) * (n.amp * 0.0183)
  end,
}

instrument {
  name = "claps", kind = "drum",
  doc = "Three people clap, not quite together, in a room.",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.22 unless told otherwise." },
  make = function(n)
    local people = {}
    for number, late in ipairs { 0, 0.007, 0.018 } do
      local palm = noise(112 + number):bandpass(tuned(n, 800 + 290 * number), 1.6) * perc(0.0008, 0.06)
      people[number] = (palm * (1.8 - 0.15 * number)):offset(late)
    end
    local air = noise(117):bandpass(tuned(n, 2200), 0.5) * perc(0.004, n.decay or 0.22) * 0.35
    return in_room(mix(people) + air, 0.6) * (n.amp * 0.937)
  end,
}

instrument {
  name = "cowbell_brass", kind = "drum",
  doc = "A cowbell of sheet metal, struck at its mouth.",
  source = rossing,
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.4 unless told otherwise." },
  make = function(n)
    local decay, base = n.decay or 0.4, tuned(n, 587)
    local modes, times = {}, {}
    for number, ratio in ipairs { 1, 1.51, 2.32, 3.19, 4.41, 6.13 } do
      modes[number], times[number] = base * ratio, decay * (1 - 0.13 * (number - 1))
    end
    local metal = modal(modes, times, { 0.6, 0.8, 0.4, 0.35, 0.25, 0.15 }) * perc(0.0008, decay * 6):trim(0, decay)
    local stick = noise(118):bandpass(tuned(n, 2600), 0.8) * perc(0.0005, 0.02) * 0.3
    return in_room(metal * env({ { decay * 0.8, 1 }, { decay, 0 } }) + stick, 0.3) * (n.amp * 0.283)
  end,
}
