-- Pads, strings and choir: slow, wide, for chords; they hold as long as the note does and fade after it.

-- Up within an attack, down to the sustain within a decay, and away within a release where the note ends, in curves.
local function contour(n, attack, decay, sustain, release)
  local shape = env({ { 0, 0 }, { attack, 1 }, { attack + decay, sustain } }, { -1, -4 })
  return shape * env({ { n.dur, 1 }, { n.dur + release, 0 } }, -4)
end

-- A cutoff in hertz that a filter can take.
local function audible(hertz) return math.min(math.max(hertz, 20), 20000) end

local attack = "Seconds: from silence to full; "
local release = "Seconds: from the note's end to silence; "

instrument {
  name = "pad_warm", kind = "synth",
  doc = "A soft, broad pad: sawtooths that drift to either side, behind a filter that opens slowly.",
  controls = {
    cutoff = "Hz: how far the filter opens; 1400 unless told otherwise.",
    attack = attack .. "0.25 unless told otherwise.",
    release = release .. "1.2 unless told otherwise.",
  },
  make = function(n)
    local f, top = n.freq, n.cutoff or 1400
    -- Slow turns of the phase: a chorus without delays.
    local drift = sine(0.43, { 0, 2.1 }) * 2.2
    local tone = saw(f * 0.9988, drift) + saw(f * 1.0012, drift * -0.8 + 2) + saw(f, sine(0.29, { 1, 4 }) * 2 + 4)
    local opening = env({ { 0, audible(top * 0.3 + f) }, { 0.9, audible(top + f) }, { 3, audible(top * 0.7 + f) } }, -1)
    local filtered = (tone * 0.3):lowpass(opening, 0.8):lowpass(audible(top * 3 + f * 2)) + triangle(f * 0.5) * 0.1
    return filtered * contour(n, n.attack or 0.25, 1, 0.9, n.release or 1.2) * (n.amp * 0.237)
  end,
}

instrument {
  name = "pad_glass", kind = "synth",
  doc = "A shimmering pad of pure partials, each swelling and sinking in its own time.",
  controls = {
    shimmer = "A factor: how much the partials swell and sink; 0.7 unless told otherwise.",
    attack = attack .. "0.15 unless told otherwise.",
    release = release .. "1.5 unless told otherwise.",
  },
  make = function(n)
    local f, shimmer = n.freq, n.shimmer or 0.7
    local partials = {}
    for number, ratio in ipairs { 1, 2, 3, 4, 6, 9 } do
      if f * ratio < 16000 then
        local off = ratio == 1 and 0.0006 or 0.0015
        local pair = sine({ f * ratio * (1 - off), f * ratio * (1 + off) }, { number, number * 2.4 })
        local swell = 1 - shimmer * 0.5 + sine(0.31 + 0.23 * number, { number * 1.9, number * 3.1 }) * (shimmer * 0.5)
        partials[#partials + 1] = pair * (number == 1 and 1 or swell) * ratio ^ -0.85
      end
    end
    local breath = noise(71):bandpass(audible(f * 4), 6) * 0.06
    return (mix(partials) + breath) * contour(n, n.attack or 0.15, 1, 0.85, n.release or 1.5) * (n.amp * 0.0815)
  end,
}

instrument {
  name = "strings", kind = "synth",
  doc = "An ensemble of strings: six sawtooths, each with a vibrato of its own, through the bodies of the instruments.",
  source = "Jürgen Haible, Triple Chorus, after the ensemble of the Solina, 2006",
  controls = {
    cutoff = "Hz: how bright they are; 4500 unless told otherwise.",
    vibmod = "Semitones: how deep the vibrato goes; 0.12 unless told otherwise.",
    attack = attack .. "0.12 unless told otherwise.",
    release = release .. "0.45 unless told otherwise.",
  },
  make = function(n)
    local f, depth = n.freq, 2 ^ ((n.vibmod or 0.12) / 12) - 1
    local desks = {}
    for number, off in ipairs { -0.0024, 0.0003, 0.0021 } do
      local fast = sine(4.6 + 0.45 * number, { number * 2, number * 3.7 })
      local slow = sine(0.37 * number, { number, number * 2.3 })
      desks[number] = saw((fast * 0.6 + slow * 0.6) * (f * depth) + f * (1 + off), { number * 2.4, number * 4.1 })
    end
    local bow = noise(72):bandpass(2800, 0.7) * (perc(0.02, 0.25) * 0.12 + 0.012)
    local body = (mix(desks) * 0.3 + bow):highpass(audible(math.max(f * 0.8, 120))):lowpass(audible((n.cutoff or 4500) + f))
    local tone = body:peaking(480, 3, 1.2):peaking(1250, -4, 0.9):peaking(2900, 4, 1)
    return tone * contour(n, n.attack or 0.12, 0.8, 0.9, n.release or 0.45) * (n.amp * 0.286)
  end,
}

-- Formants of an alto: where they are in Hz, how loud in dB, how wide in Hz.
local vowels = {
  a = { { 800, 1150, 2800, 3500 }, { 0, -4, -20, -30 }, { 80, 90, 120, 130 } },
  e = { { 400, 1600, 2700, 3300 }, { 0, -18, -26, -30 }, { 60, 80, 120, 150 } },
  i = { { 350, 1700, 2700, 3700 }, { 0, -18, -26, -32 }, { 50, 100, 120, 150 } },
  o = { { 450, 800, 2830, 3500 }, { 0, -9, -18, -28 }, { 70, 80, 100, 130 } },
  u = { { 325, 700, 2530, 3500 }, { 0, -12, -28, -36 }, { 50, 60, 170, 180 } },
}

-- What a throat lets through of a sawtooth, as loud at one pitch as at another.
local function throat(source, frequency, vowel)
  local places, levels, widths = table.unpack(vowels[vowel] or vowels.a)
  local parts, power = {}, 0
  -- A choir is not of one size: formants are wider than in one throat.
  for number, place in ipairs(places) do
    parts[number] = source:bandpass(place, place / widths[number] * 0.55) * 10 ^ (levels[number] / 20)
  end
  for harmonic = 1, math.max(1, math.min(250, 5000 // frequency)) do
    local sum = 0
    for number, place in ipairs(places) do
      local off = place / widths[number] * 0.55 * (harmonic * frequency / place - place / (harmonic * frequency))
      sum = sum + 10 ^ (levels[number] / 20) / (1 + off * off) ^ 0.5
    end
    power = power + (sum / harmonic) ^ 2
  end
  return mix(parts) * power ^ -0.5
end

instrument {
  name = "choir", kind = "synth",
  doc = "A choir: six voices with vibratos of their own sing a vowel, with a little breath.",
  source = "the formants that the manual of Csound lists for an alto",
  controls = {
    vowel = "Which vowel: a, e, i, o or u; a unless told otherwise.",
    vibmod = "Semitones: how deep the vibrato goes; 0.2 unless told otherwise.",
    attack = attack .. "0.14 unless told otherwise.",
    release = release .. "0.5 unless told otherwise.",
  },
  make = function(n)
    local f, depth, voices = n.freq, 2 ^ ((n.vibmod or 0.2) / 12) - 1, {}
    -- They come from a little below, and stray.
    local astray = perc(0, 0.25) * -1.5 + sine(0.9, { 2, 5 }) * 0.5
    for number, off in ipairs { -0.0032, 0.0004, 0.003 } do
      local vib = sine(4.6 + 0.47 * number, { number * 1.3, number * 4 }) * 0.7
      voices[number] = saw((vib + astray) * (f * depth) + f * (1 + off), { number * 2, number * 5.1 })
    end
    local breath = noise(73) * (0.05 * math.min(1, (f / 260) ^ 0.5))
    local sung = throat(mix(voices) * 0.5 + breath, f, n.vowel or "a"):highpass(audible(f * 0.8))
    return sung * contour(n, n.attack or 0.14, 0.6, 0.9, n.release or 0.5) * (n.amp * 0.24)
  end,
}
