-- Drums as drum machines make them: kicks, snares, clap, toms, rim, cowbell. All ignore the length of the note.

-- A frequency in hertz, moved by the note's tune.
local function tuned(n, hertz) return math.min(hertz * 2 ^ ((n.tune or 0) / 12), 22000) end

local tune = "Semitones: how much higher; 0 unless told otherwise."

instrument {
  name = "kick_deep", kind = "drum",
  doc = "A long, low kick, a sine that falls and rings, as the TR-808's; with tune and decay it is a bass.",
  source = "Werner, Abel, Smith, A Physically-Informed, Circuit-Bendable, Digital Model of the Roland TR-808 Bass Drum Circuit, DAFx 2014",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 1.3 unless told otherwise." },
  make = function(n)
    local base = tuned(n, 50)
    -- It falls by an octave and a half within a few milliseconds, then sighs by a semitone.
    local fall = perc(0, 0.045) * (base * 2.4) + perc(0, 0.5) * (base * 0.09) + base
    local body = (sine(fall) * perc(0.002, n.decay or 1.3)):tanh(1.5)
    local click = noise(11):bandpass(2200, 0.8) * perc(0.0005, 0.015) * 0.6
    return (body + click) * (n.amp * 0.265)
  end,
}

instrument {
  name = "kick_round", kind = "drum",
  doc = "A punchy kick that sweeps down over two octaves behind a click, as the TR-909's.",
  source = "Gordon Reid, Synth Secrets: Practical Bass Drum Synthesis, Sound on Sound, 2002",
  controls = {
    tune = tune,
    decay = "Seconds: until it is 60 dB down; 0.55 unless told otherwise.",
    punch = "A factor: how far it sweeps; 1 unless told otherwise.",
  },
  make = function(n)
    local base = tuned(n, 53)
    local fall = perc(0, 0.11) * (base * 4.2 * (n.punch or 1)) + base
    local decay = n.decay or 0.55
    -- What is loud is pressed, so that it stays loud for a moment before it dies away.
    local body = (sine(fall) * perc(0.0015, decay) * 1.4):tanh(1.6)
    local click = noise(12):highpass(900):lowpass(6000) * perc(0.0005, 0.03) * 0.35
    return (body + click) * (n.amp * 0.229)
  end,
}

instrument {
  name = "kick_hard", kind = "drum",
  doc = "A short, distorted kick for fast floors: a deep sweep, driven until it is nearly square.",
  controls = {
    tune = tune,
    decay = "Seconds: until it is silent; 0.42 unless told otherwise.",
    drive = "A factor: how hard it is driven; 5 unless told otherwise.",
  },
  make = function(n)
    local base = tuned(n, 56)
    local decay = n.decay or 0.42
    local fall = perc(0, 0.08) * (base * 9) + perc(0, 0.25) * (base * 0.6) + base
    local body = (sine(fall) * perc(0.001, decay * 4)):tanh(n.drive or 5):lowpass(5200, 0.8)
    local click = noise(13):highpass(2500) * perc(0.0005, 0.02) * 0.4
    -- It holds for a while, then lets go.
    local held = env({ { 0, 0 }, { 0.001, 1 }, { decay * 0.45, 0.7 }, { decay, 0 } }, { 0, -1, -3 })
    return (body * held + click) * (n.amp * 0.148)
  end,
}

instrument {
  name = "snare_tight", kind = "drum",
  doc = "A crisp snare: two tones that drop a little, and bright noise, as the TR-909's.",
  source = "Gordon Reid, Synth Secrets: Practical Snare Drum Synthesis, Sound on Sound, 2002",
  controls = {
    tune = tune,
    decay = "Seconds: until the noise is 60 dB down; 0.36 unless told otherwise.",
    snap = "A factor: how loud the noise is beside the drum; 1 unless told otherwise.",
  },
  make = function(n)
    local drop = perc(0, 0.05) * 0.55 + 1
    local low = triangle(drop * tuned(n, 196)) * perc(0.001, 0.2)
    local high = sine(drop * tuned(n, 352), 1) * perc(0.001, 0.12) * 0.6
    local decay, snap = n.decay or 0.36, n.snap or 1
    local hiss = noise(21):highpass(1800):lowpass(9500) * perc(0.001, decay) * 1.15
    local crack = noise(22):bandpass(tuned(n, 1400), 0.9) * perc(0.0007, 0.07) * 1.3
    return (low * 0.85 + high * 0.8 + (hiss + crack) * snap):tanh(1.2) * (n.amp * 0.327)
  end,
}

instrument {
  name = "snare_deep", kind = "drum",
  doc = "A hollow snare: two ringing shell tones under a soft, short rattle, as the TR-808's.",
  source = "Gordon Reid, Synth Secrets: Practical Snare Drum Synthesis, Sound on Sound, 2002",
  controls = {
    tune = tune,
    decay = "Seconds: until the noise is 60 dB down; 0.35 unless told otherwise.",
    snap = "A factor: how loud the noise is beside the drum; 1 unless told otherwise.",
  },
  make = function(n)
    local drop = perc(0, 0.03) * 0.25 + 1
    local low = sine(drop * tuned(n, 168)) * perc(0.001, 0.28)
    local high = sine(drop * tuned(n, 331)) * perc(0.001, 0.2) * 0.7
    local hiss = noise(23):bandpass(tuned(n, 4200), 0.5) * perc(0.002, n.decay or 0.35) * (n.snap or 1)
    return (low + high + hiss * 1.6) * (n.amp * 0.218)
  end,
}

instrument {
  name = "clap", kind = "drum",
  doc = "Hands: three bursts of noise close together, and the room they clap in.",
  source = "Gordon Reid, Synth Secrets: Practical Percussion Synthesis, Sound on Sound, 2002",
  controls = {
    tune = tune,
    decay = "Seconds: until the room is 60 dB down; 0.35 unless told otherwise.",
    spacing = "Seconds: from one burst to the next; 0.011 unless told otherwise.",
  },
  make = function(n)
    local gap = n.spacing or 0.011
    local bursts = {}
    for number = 0, 2 do
      bursts[number + 1] = (perc(0.0006, gap * 2.2) * (0.8 + 0.1 * number)):offset(gap * number)
    end
    local hands = noise(31):bandpass(tuned(n, 1150), 1.3) * mix(bursts)
    local room = noise(32):bandpass(tuned(n, 1300), 0.8) * perc(0.002, n.decay or 0.35):offset(gap * 3)
    local air = noise(33):highpass(3500) * (mix(bursts) * 0.25 + perc(0.002, 0.15):offset(gap * 3) * 0.15)
    return (hands * 2.4 + room * 1.3 + air) * (n.amp * 0.622)
  end,
}

for _, tom in ipairs {
  { name = "tom_low", hertz = 82, what = "A low tom" },
  { name = "tom_mid", hertz = 123, what = "A tom" },
  { name = "tom_high", hertz = 175, what = "A high tom" },
} do
  instrument {
    name = tom.name, kind = "drum",
    doc = tom.what .. ": a sine that sinks, with an overtone of the skin and the stick.",
    source = "Gordon Reid, Synth Secrets: Practical Percussion Synthesis, Sound on Sound, 2002",
    controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.6 unless told otherwise." },
    make = function(n)
      local base, decay = tuned(n, tom.hertz), n.decay or 0.6
      local sink = perc(0, 0.05) * 0.5 + perc(0, 0.35) * 0.12 + 1
      local body = sine(sink * base) * perc(0.002, decay)
      local skin = sine(sink * (base * 1.593)) * perc(0.001, decay * 0.35) * 0.35
      local stick = noise(41):bandpass(base * 9, 0.7) * perc(0.0005, 0.05) * 0.45
      return (body + skin + stick) * (n.amp * 0.274)
    end,
  }
end

instrument {
  name = "rim", kind = "drum",
  doc = "A stick on the rim: two short modes, driven, without lows.",
  source = "Gordon Reid, Synth Secrets: Practical Percussion Synthesis, Sound on Sound, 2002",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.1 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 0.1
    local wood = sine(tuned(n, 1667)) * perc(0.0005, decay) + sine(tuned(n, 482)) * perc(0.0005, decay * 0.8)
    local stick = noise(51):highpass(2500) * perc(0.0005, decay * 0.25)
    return (wood * 1.5 + stick):tanh(1.6):highpass(350) * perc(0.0005, decay * 2) * (n.amp * 0.416)
  end,
}

instrument {
  name = "clave", kind = "drum",
  doc = "Two sticks of hard wood: one high, short tone.",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.16 unless told otherwise." },
  make = function(n)
    local decay = n.decay or 0.16
    local wood = sine(tuned(n, 2480)) * perc(0.0006, decay) + sine(tuned(n, 4910)) * perc(0.0005, decay * 0.3) * 0.25
    return wood * (n.amp * 0.327)
  end,
}

instrument {
  name = "cowbell", kind = "drum",
  doc = "Two squares a rough fifth apart through a narrow filter, loud at first and then ringing, as the TR-808's.",
  source = "Werner, Abel, Smith, More Cowbell: a Physically-Informed, Circuit-Bendable, Digital Model of the TR-808 Cowbell, AES 137, 2014",
  controls = { tune = tune, decay = "Seconds: until it is 60 dB down; 0.6 unless told otherwise." },
  make = function(n)
    local tones = square(tuned(n, 540), 1) + square(tuned(n, 800), 2)
    local ring = perc(0.001, 0.06) + perc(0.001, n.decay or 0.6) * 0.6
    return tones:bandpass(tuned(n, 950), 0.8):highpass(tuned(n, 500)) * ring * (n.amp * 0.204)
  end,
}
