-- The sounds of game consoles: pulses, stepped triangles, and noise that is held for some frames.

-- A frequency in hertz, moved by the note's tune.
local function tuned(n, hertz) return math.min(hertz * 2 ^ ((n.tune or 0) / 12), 22000) end

-- Noise of three levels that changes so many times a second.
local function hiss(n, hertz, seed) return noise(seed):bitcrush(1, tuned(n, hertz)):highpass(120) end

local tune = "Semitones: how much higher; 0 unless told otherwise."
local function decay(seconds) return ("Seconds: until it is 60 dB down; %g unless told otherwise."):format(seconds) end

instrument {
  name = "kick_chip", kind = "drum",
  doc = "A stepped triangle that falls.",
  controls = { tune = tune, decay = decay(0.35) },
  make = function(n)
    local fall = perc(0, 0.16) * tuned(n, 320) + tuned(n, 54)
    local body = (triangle(fall) * 0.95):bitcrush(4, 22050):highpass(25) * perc(0.001, n.decay or 0.35)
    local tick = hiss(n, 9000, 121) * perc(0.0005, 0.02) * 0.25
    return (body + tick) * (n.amp * 0.487)
  end,
}

instrument {
  name = "snare_chip", kind = "drum",
  doc = "Held noise that dies away, over a triangle that falls fast.",
  controls = { tune = tune, decay = decay(0.3) },
  make = function(n)
    local body = triangle(perc(0, 0.07) * tuned(n, 300) + tuned(n, 160)):bitcrush(4, 22050):highpass(60)
    local rattle = hiss(n, 11000, 122) * perc(0.0006, n.decay or 0.3)
    return (rattle + body * perc(0.001, 0.12) * 0.8) * (n.amp * 0.25)
  end,
}

for _, hat in ipairs {
  { name = "hat_chip", decay = 0.12, level = 1.34, doc = "A tick of fast noise." },
  { name = "hat_chip_open", decay = 0.5, level = 0.8, doc = "A spray of fast noise, until the next tick." },
} do
  instrument {
    name = hat.name, kind = "drum", cut = "hat",
    doc = hat.doc,
    controls = { tune = tune, decay = decay(hat.decay) },
    make = function(n)
      local spray = noise(123):bitcrush(1, math.min(30000 * 2 ^ ((n.tune or 0) / 12), 48000)):highpass(tuned(n, 5000))
      return spray * perc(0.0005, n.decay or hat.decay) * hat.level * (n.amp * 0.327)
    end,
  }
end

instrument {
  name = "crash_chip", kind = "drum",
  doc = "Held noise that slows down as it dies away: a crash, or an explosion.",
  controls = { tune = tune, decay = decay(1.4) },
  make = function(n)
    local slowing = perc(0, (n.decay or 1.4) * 1.5) * tuned(n, 16000) + tuned(n, 2500)
    return noise(125):bitcrush(1, slowing):highpass(150) * perc(0.0006, n.decay or 1.4) * (n.amp * 0.137)
  end,
}

instrument {
  name = "clap_chip", kind = "drum",
  doc = "Held noise that stutters twice before it dies away.",
  controls = { tune = tune, decay = decay(0.22) },
  make = function(n)
    local stutter = perc(0.0006, 0.018) + perc(0.0006, 0.018):offset(0.016) + perc(0.0006, n.decay or 0.22):offset(0.032)
    return hiss(n, 5200, 124):highpass(700) * stutter * (n.amp * 0.337)
  end,
}

for _, tom in ipairs {
  { name = "tom_chip_low", hertz = 90 }, { name = "tom_chip_mid", hertz = 135 }, { name = "tom_chip_high", hertz = 190 },
} do
  instrument {
    name = tom.name, kind = "drum",
    doc = ("A stepped triangle that falls to %d Hz."):format(tom.hertz),
    controls = { tune = tune, decay = decay(0.35) },
    make = function(n)
      local fall = (perc(0, 0.25) * 1.6 + 1) * tuned(n, tom.hertz)
      return (triangle(fall) * 0.95):bitcrush(4, 22050):highpass(40) * perc(0.001, n.decay or 0.35) * (n.amp * 0.447)
    end,
  }
end

instrument {
  name = "blip", kind = "drum",
  doc = "A short, thin pulse, as of a menu.",
  controls = { tune = tune, decay = decay(0.13) },
  make = function(n)
    return pulse(tuned(n, 1245), 0.25):highpass(400) * perc(0.0006, n.decay or 0.13) * (n.amp * 0.341)
  end,
}

instrument {
  name = "coin", kind = "drum",
  doc = "Two pulses, the second a fourth above the first: a cowbell, or a coin.",
  controls = { tune = tune, decay = decay(0.45) },
  make = function(n)
    local high = gt(line(0, 1, 0.14), 0.5) * (tuned(n, 1319) - tuned(n, 988)) + tuned(n, 988)
    return pulse(high, 0.5):highpass(400) * perc(0.001, n.decay or 0.45) * (n.amp * 0.181)
  end,
}

instrument {
  name = "lead_chip", kind = "synth",
  doc = "A pulse of a quarter of its period, as a console's voice: hard on, hard off, with a late vibrato.",
  controls = {
    duty = "A factor: the part of the period in which the pulse is high; 0.25 unless told otherwise.",
    vibmod = "Semitones: how deep the vibrato goes; 0.25 unless told otherwise.",
    sustain = "A factor: the level that it falls to; 0.6 unless told otherwise.",
  },
  make = function(n)
    local late = env({ { 0.2, 0 }, { 0.35, 1 } }) * (2 ^ ((n.vibmod or 0.25) / 12) - 1)
    local tone = pulse(n.freq * (1 + triangle(6) * late), n.duty or 0.25):highpass(math.max(20, n.freq * 0.5))
    local shape = env({ { 0, 0 }, { 0.002, 1 }, { 0.2, n.sustain or 0.6 } }) * env({ { n.dur, 1 }, { n.dur + 0.02, 0 } }, -4)
    return tone * shape * (n.amp * 0.119)
  end,
}
