-- Basses: they sound right from c1 to c4, MIDI 24 to 60, and hold as long as the note does.

-- Up within an attack, down to the sustain within a decay, and away within a release where the note ends, in curves.
local function contour(n, attack, decay, sustain, release)
  local shape = env({ { 0, 0 }, { attack, 1 }, { attack + decay, sustain } }, { 0, -4 })
  return shape * env({ { n.dur, 1 }, { n.dur + release, 0 } }, -4)
end

-- A cutoff in hertz that a filter can take.
local function audible(hertz) return math.min(math.max(hertz, 20), 20000) end

local release = "Seconds: from the note's end to silence; 0.08 unless told otherwise."

instrument {
  name = "bass_pluck", kind = "synth",
  doc = "A round, plucked bass: a sawtooth and a square through a ladder that closes.",
  controls = {
    cutoff = "Hz: where the filter starts from; 1800 unless told otherwise.",
    resonance = "A factor: of the filter; 0.25 unless told otherwise.",
    decay = "Seconds: until the filter is closed; 0.35 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local f = n.freq
    local tone = saw(f) * 0.6 + square(f * 1.0015, 1.7) * 0.4
    local top = n.cutoff or 1800
    local closing = env({ { 0, audible(top + f * 2) }, { n.decay or 0.35, audible(f * 1.8 + top * 0.08) } }, -5)
    local filtered = (tone * 0.6):ladder(closing, n.resonance or 0.25)
    return filtered * contour(n, 0.003, 0.8, 0.5, n.release or 0.08) * (n.amp * 0.96)
  end,
}

instrument {
  name = "bass_acid", kind = "synth",
  doc = "A squelching bass: a sawtooth through a resonant ladder with an envelope of its own, as the TB-303's.",
  source = "Tim Stinchcombe, Analyzing the TB303 VCF, 2009",
  controls = {
    cutoff = "Hz: where the filter comes to rest; 320 unless told otherwise.",
    resonance = "A factor: of the filter; 0.78 unless told otherwise.",
    depth = "Octaves: how far above that the filter starts; 3 unless told otherwise.",
    decay = "Seconds: until the filter is at rest; 0.3 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local rest = n.cutoff or 320
    local top = audible(rest * 2 ^ (n.depth or 3))
    -- Equal times are equal intervals, and the sweep slows down, as a capacitor's does.
    local sweep = rest * (top / rest) ^ env({ { 0, 0 }, { 0.004, 1 }, { 0.004 + (n.decay or 0.3), 0 } }, { 0, -3 })
    local resonance = n.resonance or 0.78
    local squelch = (saw(n.freq) * 0.5):ladder(sweep, resonance, 1.6):tanh(2.4):highpass(30)
    -- Resonance takes from the lows; without it they would be twice as loud.
    return squelch * (resonance * 0.67 + 0.48) * contour(n, 0.003, 1.2, 0.4, n.release or 0.08) * (n.amp * 0.465)
  end,
}

instrument {
  name = "bass_sub", kind = "synth",
  doc = "A sine for the lowest octaves, rounded so that small speakers hear it too.",
  controls = {
    drive = "A factor: how much it is rounded; 1.6 unless told otherwise.",
    attack = "Seconds: from silence to full; 0.008 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local drive = n.drive or 1.6
    local tone = (sine(n.freq) + additive({ 0, 0.12, 0.05 }, n.freq)):tanh(drive)
    local attack = n.attack or 0.008
    return tone * contour(n, attack, 1.5, 0.75, n.release or 0.08) * (n.amp * 0.161)
  end,
}

instrument {
  name = "bass_reese", kind = "synth",
  doc = "Three sawtooths that beat against each other over a sine, behind a filter that sways.",
  controls = {
    detune = "Semitones: how far the outer two are off; 0.18 unless told otherwise.",
    cutoff = "Hz: where the filter sways about; 900 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local f, apart = n.freq, 2 ^ ((n.detune or 0.18) / 12)
    local rasp = saw(f / apart, 0.4) + saw(f * apart, 2.6) + saw(f, 4.5) * 0.7
    local middle = n.cutoff or 900
    local sway = sine(0.7, -1):exprange(audible(middle * 0.6), audible(middle * 1.7))
    local filtered = (rasp * 0.35):ladder(sway, 0.3):highpass(f * 0.8) + sine(f) * 0.35
    return filtered * contour(n, 0.01, 1.5, 0.85, n.release or 0.12) * (n.amp * 0.325)
  end,
}

instrument {
  name = "bass_fm", kind = "synth",
  doc = "A hard, glassy bass of two sines, one of which moves the other's phase ever less.",
  source = "John Chowning, The Synthesis of Complex Audio Spectra by Means of Frequency Modulation, 1973",
  controls = {
    index = "Radians: how bright it begins; 3.5 unless told otherwise.",
    decay = "Seconds: until it is dark; 0.4 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local f, index = n.freq, n.index or 3.5
    local fading = env({ { 0, index }, { n.decay or 0.4, index * 0.2 } }, -4)
    local tone = sine(f, sine(f, sine(math.min(f * 2, 20000)) * 0.4) * fading)
    local thump = sine(f * 0.5) * 0.3 * perc(0.003, 0.25)
    return (tone + thump) * contour(n, 0.003, 0.9, 0.45, n.release or 0.08) * (n.amp * 0.215)
  end,
}
