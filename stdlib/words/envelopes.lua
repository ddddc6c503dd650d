-- Envelopes and control, made of other words.

define {
  name = "asr",
  family = "envelopes",
  doc = "An envelope: up to a level, held, and at the end of its duration down to 0.",
  example = "saw(110) * asr(0.1, 0.5, 1) * 0.7",
  parameters = {
    stream("attack", 0, 60, "seconds", 0.01, "From 0 up to the level, in a straight line."),
    stream("release", 0, 60, "seconds", 0.2, "From whatever level it has at `duration` down to 0."),
    number("duration", 0, 86400, "seconds", 1, "From the beginning to the release. Number only: it tells where the envelope ends."),
    stream("level", 0, 1, "ratio", 1, "The level that is held."),
  },
  make = function(attack, release, duration, level)
    local whole = adsr(attack, 0, 1, release, duration)
    return level == 1 and whole or whole * level
  end,
}

define {
  name = "lfo",
  family = "envelopes",
  doc = "A slow oscillation between -1 and 1, to move a parameter with; range and exprange give it other bounds. It stays within its bounds: its jumps are jumps, where those of saw and square are band-limited.",
  example = "saw(110):lowpass(lfo(2, \"triangle\"):range(300, 3000)) * 0.7",
  parameters = {
    stream("frequency", 0, 1000, "hertz", 1, "Periods a second."),
    choice("wave", {"sine", "triangle", "saw", "square"}, "Its form."),
    stream("phase", -1000000, 1000000, "radians", 0, "Added to the phase: where in its period it begins."),
  },
  make = function(frequency, wave, phase)
    if wave == "sine" then return sine(frequency, phase) end
    if wave == "triangle" then return triangle(frequency, phase) end
    return (wave == "saw" and saw or square){frequency, phase = phase, bandlimit = false}
  end,
}
