-- Leads: they sound right from c3 to c6, MIDI 48 to 84, and hold as long as the note does.

-- Up within an attack, down to the sustain within a decay, and away within a release where the note ends, in curves.
local function contour(n, attack, decay, sustain, release)
  local shape = env({ { 0, 0 }, { attack, 1 }, { attack + decay, sustain } }, { 0, -4 })
  return shape * env({ { n.dur, 1 }, { n.dur + release, 0 } }, -4)
end

-- A cutoff in hertz that a filter can take.
local function audible(hertz) return math.min(math.max(hertz, 20), 20000) end

-- The note's frequency with a vibrato that sets in after a while, as a player's does.
local function swaying(n, depth, rate)
  local semitones = n.vibmod or depth
  if semitones == 0 then return n.freq end
  local slowly = env({ { 0, 0 }, { 0.15, 0 }, { 0.6, 1 } })
  return n.freq * (1 + sine(n.vib or rate) * slowly * (2 ^ (semitones / 12) - 1))
end

local release = "Seconds: from the note's end to silence; 0.15 unless told otherwise."
local vib = "Hz: how fast the vibrato is; 5.4 unless told otherwise."

instrument {
  name = "lead_super", kind = "synth",
  doc = "Seven sawtooths out of tune from left to right, bright and wide: for hymns of the dance floor.",
  source = "Adam Szabo, How to Emulate the Super Saw, 2010",
  controls = {
    detune = "A factor: how far the sawtooths are apart; 0.2 unless told otherwise.",
    cutoff = "Hz: where the filter is; 7500 unless told otherwise.",
    attack = "Seconds: from silence to full; 0.008 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local f, detune = n.freq, n.detune or 0.2
    local function place(off) return f * (1 + off * detune) end
    local wide = saw({ place(-0.11002), place(0.10745) }, { 0.3, 2.9 }) * 0.55
      + saw({ place(0.06217), place(-0.06288) }, { 5.1, 1.2 }) * 0.65
      + saw({ place(-0.01952), place(0.01991) }, { 3.7, 4.4 }) * 0.8
    local all = (wide + saw(f, 2) * 0.8):highpass(audible(f * 0.9)):lowpass(audible(n.cutoff or 7500))
    return all * contour(n, n.attack or 0.008, 0.8, 0.8, n.release or 0.2) * (n.amp * 0.109)
  end,
}

instrument {
  name = "lead_square", kind = "synth",
  doc = "A hollow, singing lead: a pulse whose width breathes, with a vibrato that sets in late.",
  controls = {
    cutoff = "Hz: where the filter starts from; 4200 unless told otherwise.",
    vib = vib,
    vibmod = "Semitones: how deep the vibrato goes; 0.2 unless told otherwise.",
    attack = "Seconds: from silence to full; 0.01 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local f = swaying(n, 0.2, 5.4)
    local tone = pulse(f, sine(0.8, 1) * 0.1 + 0.4) * 0.7 + triangle(f) * 0.4
    local top = n.cutoff or 4200
    local closing = env({ { 0, audible(top + n.freq * 2) }, { 0.5, audible(top * 0.45 + n.freq * 2) } }, -4)
    local filtered = tone:lowpass(closing, 1.3):highpass(audible(n.freq * 0.6))
    return filtered * contour(n, n.attack or 0.01, 0.5, 0.75, n.release or 0.15) * (n.amp * 0.0991)
  end,
}

instrument {
  name = "lead_sync", kind = "synth",
  doc = "A screaming lead: a sawtooth that is begun again with each period while its own pitch falls through its overtones.",
  source = "Eli Brandt, Hard Sync Without Aliasing, ICMC 2001",
  controls = {
    sweep = "A factor: from how many times the pitch it falls; 4.5 unless told otherwise.",
    decay = "Seconds: until it has fallen; 0.6 unless told otherwise.",
    vib = vib,
    vibmod = "Semitones: how deep the vibrato goes; 0.15 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local f = swaying(n, 0.15, 5.4)
    local ratio = env({ { 0, n.sweep or 4.5 }, { n.decay or 0.6, 1.5 } }, -2)
    local tone = (hardsync(f, ratio) * 0.7):tanh(1.5):lowpass(9000):highpass(audible(n.freq * 0.7))
    return tone * contour(n, 0.005, 0.6, 0.75, n.release or 0.15) * (n.amp * 0.152)
  end,
}

instrument {
  name = "brass", kind = "synth",
  doc = "A section of brass: sawtooths that reach for their pitch, and a filter that opens with them.",
  source = "Jean-Claude Risset, Computer Study of Trumpet Tones, 1965",
  controls = {
    cutoff = "Hz: how far the filter opens; 3200 unless told otherwise.",
    attack = "Seconds: from silence to full; 0.05 unless told otherwise.",
    vibmod = "Semitones: how deep the vibrato goes; 0.1 unless told otherwise.",
    release = release,
  },
  make = function(n)
    local attack, top = n.attack or 0.05, n.cutoff or 3200
    local f = swaying(n, 0.1, 5) * (1 - perc(0, attack * 2.5) * 0.025)
    local tone = saw(f, 2) + saw(f * 0.9982, { 1, 4 }) * 0.7 + saw(f * 1.0021, { 3, 0.4 }) * 0.7
    local opening = env({ { 0, audible(n.freq) }, { attack * 1.6, audible(top + n.freq * 1.5) },
      { attack * 1.6 + 0.5, audible(top * 0.55 + n.freq * 1.5) } }, { 1.5, -3 })
    local filtered = (tone * 0.4):lowpass(opening, 0.9):lowpass(9000):highpass(audible(n.freq * 0.7))
    return filtered * contour(n, attack, 0.5, 0.85, n.release or 0.15) * (n.amp * 0.289)
  end,
}
