-- Keys, and what is struck or plucked. `default` plays what names no instrument.

-- Up within an attack, down to the sustain within a decay, and away within a release where the note ends, in curves.
local function contour(n, attack, decay, sustain, release)
  local shape = env({ { 0, 0 }, { attack, 1 }, { attack + decay, sustain } }, { 0, -4 })
  return shape * env({ { n.dur, 1 }, { n.dur + release, 0 } }, -4)
end

-- Rings for a time from the start, and no longer than the note and its release.
local function ringing(n, attack, longest, release)
  local shut = math.min(n.dur, longest)
  return env({ { 0, 0 }, { attack, 1 } }) * env({ { shut, 1 }, { shut + release, 0 } }, -4)
end

-- A cutoff in hertz that a filter can take.
local function audible(hertz) return math.min(math.max(hertz, 20), 20000) end

local release = "Seconds: from the note's end to silence; "

instrument {
  name = "default", kind = "synth",
  doc = "A plain, friendly note: a triangle with an edge of sawtooth, that softens as it sounds.",
  controls = {
    cutoff = "Hz: where the filter starts from; 2600 unless told otherwise.",
    attack = "Seconds: from silence to full; 0.004 unless told otherwise.",
    decay = "Seconds: until it is at its sustain; 0.7 unless told otherwise.",
    sustain = "A factor: the level that it holds; 0.35 unless told otherwise.",
    release = release .. "0.18 unless told otherwise.",
  },
  make = function(n)
    local f, top = n.freq, n.cutoff or 2600
    local tone = triangle(f) * 0.8 + saw(f) * 0.25
    local closing = env({ { 0, audible(top + f * 2) }, { 0.5, audible(top * 0.25 + f * 1.5) } }, -4)
    local shape = contour(n, n.attack or 0.004, n.decay or 0.7, n.sustain or 0.35, n.release or 0.18)
    return tone:lowpass(closing, 0.9) * shape * (n.amp * 0.222)
  end,
}

instrument {
  name = "organ", kind = "synth",
  doc = "A tonewheel organ: nine drawbars, percussion, the click of the key, and a cabinet that turns.",
  source = "Gordon Reid, Synth Secrets: Synthesizing Hammond Organ Effects, Sound on Sound, 2003",
  controls = {
    drawbars = "Nine digits from 0 to 8, from 16' to 1'; \"888400003\" unless told otherwise.",
    percussion = "A factor: how loud the third harmonic is struck; 0.5 unless told otherwise.",
    leslie = "Hz: how fast the cabinet turns, 0.8 slow and 6.6 fast; 6.6 unless told otherwise.",
    release = release .. "0.05 unless told otherwise.",
  },
  make = function(n)
    local f, bars = n.freq, tostring(n.drawbars or "888400003")
    local harmonics = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
    for number, place in ipairs { 1, 3, 2, 4, 6, 8, 10, 12, 16 } do
      harmonics[place] = ((tonumber(bars:sub(number, number)) or 0) / 8) ^ 1.5 * 0.3
    end
    -- The horn comes and goes, which bends the pitch, and is louder when it faces the ear.
    local turn = sine(n.leslie or 6.6, { 0, 1.9 })
    local bend = turn * math.min(f * 0.00055, 0.35)
    local tone = additive(harmonics, f * 0.5, bend)
    local struck = sine(math.min(f * 3, 20000), bend * 3) * perc(0.001, 0.45) * (n.percussion or 0.5) * 0.4
    local click = noise(81):bandpass(3200, 1) * perc(0.0005, 0.02) * 0.12
    local all = (tone + struck + click):tanh(1.3) * (sine(n.leslie or 6.6, { 1.6, 3.5 }) * 0.18 + 0.82)
    return all * contour(n, 0.004, 0.1, 1, n.release or 0.05) * (n.amp * 0.236)
  end,
}

instrument {
  name = "piano_electric", kind = "synth",
  doc = "An electric piano: a tine that rings and a bar that barks, two pairs of sines, as the DX7's.",
  source = "John Chowning, David Bristow, FM Theory and Applications, 1986",
  controls = {
    bark = "A factor: how hard the keys are struck; 1 unless told otherwise.",
    decay = "Seconds: until middle c is 60 dB down; 6 unless told otherwise.",
    release = release .. "0.25 unless told otherwise.",
  },
  make = function(n)
    local f, bark = n.freq, n.bark or 1
    -- High keys ring shorter, and are duller.
    local height = (f / 261.63) ^ -0.5
    local length = math.min((n.decay or 6) * height, 12)
    local index = math.min(1.5 * bark * height ^ 0.7, 4)
    local bar = sine(f, sine(f) * (perc(0.001, length * 0.35) * index + 0.15))
    local ratio = math.max(1, math.min(14, math.floor(9000 / f)))
    local tine = sine(f, sine(f * ratio) * (perc(0.0005, 0.35) * (0.5 * bark * math.min(1, height))))
    local hammer = noise(82):bandpass(1200, 0.7) * perc(0.0005, 0.03) * (0.12 * bark)
    local body = (bar * 0.6 + tine * 0.5) * perc(0.0015, length) + hammer
    return body * ringing(n, 0.001, length, n.release or 0.25) * (n.amp * 0.145)
  end,
}

instrument {
  name = "pluck", kind = "synth",
  doc = "A plucked string of steel over a wooden body.",
  source = "David Jaffe, Julius Smith, Extensions of the Karplus-Strong Plucked-String Algorithm, 1983",
  controls = {
    decay = "Seconds: until the lowest tone is 60 dB down; 4 unless told otherwise.",
    damping = "A factor: how much faster high tones die away; 0.35 unless told otherwise.",
    bright = "Hz: how hard the plectrum is; 5000 unless told otherwise.",
    release = release .. "0.3 unless told otherwise.",
  },
  make = function(n)
    local f = math.min(math.max(n.freq, 20), 4800)
    local decay = math.max((n.decay or 4) * math.min(1, (220 / f) ^ 0.5), 0.02)
    -- Plucked at a seventh of its length: what has a node there is not heard.
    local period = 1 / f
    local burst = (noise(83) * 0.35 + saw(f, 3.14159) * 0.65):trim(0, period):lowpass(audible((n.bright or 5000) * 0.6 + f * 2))
    local plucked = burst - burst:delay(period / 7, 0.02) * 0.9
    local string = plucked:waveguide(f, decay, n.damping or 0.35)
    local tone = string:peaking(190, 3, 1.5):peaking(420, 2, 1.5):highpass(60)
    return tone * ringing(n, 0.0008, decay, n.release or 0.3) * (n.amp * 0.22)
  end,
}

instrument {
  name = "bell", kind = "synth",
  doc = "A church bell: eleven partials, two of them in pairs that beat, of which the high ones die first.",
  source = "Jean-Claude Risset, An Introductory Catalogue of Computer Synthesized Sounds, 1969; partials tuned as founders do",
  controls = {
    decay = "Seconds: until the lowest partial is 60 dB down; 5 unless told otherwise.",
    hard = "A factor: how hard the clapper is; 1 unless told otherwise.",
  },
  make = function(n)
    local f, decay, hard = n.freq, math.min(n.decay or 5, 20), n.hard or 1
    local ratios = { 0.5, 1, 1, 1.2, 1.5, 2, 2.51, 3.01, 4.17, 5.43, 6.8 }
    local levels = { 0.6, 1.0, 0.55, 0.8, 0.35, 0.9, 0.45, 0.5, 0.4, 0.25, 0.18 }
    local lasts = { 1, 0.8, 0.75, 0.5, 0.35, 0.4, 0.25, 0.22, 0.15, 0.1, 0.075 }
    local places, times, sizes = {}, {}, {}
    for number, ratio in ipairs(ratios) do
      local place = f * ratio + (number == 3 and 0.9 or 0)
      if place < 16000 then
        local next = #places + 1
        places[next], times[next] = place, decay * lasts[number]
        sizes[next] = levels[number] * hard ^ math.max(ratio - 1, 0) * 0.25
      end
    end
    local length = decay * 0.85
    return modal(places, times, sizes) * env({ { 0, 0 }, { 0.001, 1 }, { length * 0.6, 1 }, { length, 0 } }, { 0, 0, -1 }) * (n.amp * 0.391)
  end,
}

instrument {
  name = "marimba", kind = "synth",
  doc = "A bar of rosewood over a tube: its tone, the one two octaves above, and the mallet.",
  source = "Thomas Rossing, Science of Percussion Instruments, 2000",
  controls = {
    decay = "Seconds: until middle c is 60 dB down; 1.4 unless told otherwise.",
    hard = "A factor: how hard the mallet is; 1 unless told otherwise.",
  },
  make = function(n)
    local f, hard = n.freq, n.hard or 1
    local decay = math.min((n.decay or 1.4) * (261.63 / f) ^ 0.6, 4)
    local places, times, sizes = {}, { decay, decay * 0.3, decay * 0.12 }, { 0.9, 0.28 * hard, 0.12 * hard }
    for number, ratio in ipairs { 1, 3.98, 9.6 } do places[number] = math.min(f * ratio, 23000) end
    local mallet = noise(84):lowpass(audible(f * 4)) * perc(0.0006, 0.025) * (0.3 * hard)
    return (modal(places, times, sizes) + mallet) * perc(0.001, decay * 4):trim(0, decay) * env({ { decay * 0.8, 1 }, { decay, 0 } }) * (n.amp * 0.3)
  end,
}
