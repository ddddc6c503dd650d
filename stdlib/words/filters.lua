-- Filters made of other words.

define {
  name = "comb",
  family = "filters",
  doc = "Adds what comes in to itself, later by a time and changed by a gain, over and over: peaks at multiples of "
    .. "1 / time.",
  example = "(noise() * 0.1):comb(1 / 220, 0.9)",
  parameters = {
    signal("input", "What is repeated."),
    stream("time", 0.0001, 1, "seconds", 0.005, "From one repetition to the next."),
    stream("gain", -0.92, 0.92, "ratio", 0.7, "By what each repetition is multiplied."),
  },
  make = function(input, time, gain)
    return feedback(function(loop) return input + loop:delay(time, 1) * gain end)
  end,
}

define {
  name = "allpass_comb",
  family = "filters",
  doc = "Repeats what comes in without making any frequency louder: the part that reverberators are built from. "
    .. "Exactly so where the time is a whole number of frames.",
  example = "(saw(220) * perc(0.01, 0.2)):allpass_comb(0.05, 0.7)",
  source = "Manfred Schroeder, Natural Sounding Artificial Reverberation, 1962",
  parameters = {
    signal("input", "What is repeated."),
    stream("time", 0.0001, 1, "seconds", 0.05, "From one repetition to the next."),
    stream("gain", -0.99, 0.99, "ratio", 0.7, "By what each repetition is multiplied."),
  },
  make = function(input, time, gain)
    -- In the loop no more energy goes round than came in, whatever moves: its weights are those of a turn.
    local kept = (1 - gain * gain) ^ 0.5
    local round = feedback(function(loop) return input * kept + loop:delay(time, 1) * gain end)
    return round:delay(time, 1) * kept - input * gain
  end,
}
