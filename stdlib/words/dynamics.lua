-- Dynamics, made of other words.

define {
  name = "limiter",
  family = "dynamics",
  doc = "Turns down just as much, just in time, that no sample passes a ceiling: it looks ahead, so what goes out is late by that. All channels together.",
  example = "(saw(110) * 2 * perc(0.001, 2)):limiter(-3)",
  source = "Udo Zölzer, DAFX: Digital Audio Effects, 2011, chapter 4",
  parameters = {
    signal("input", "What to limit."),
    stream("ceiling", -60, 0, "decibels", -1, "The level that is never passed."),
    stream("release", 0, 10, "seconds", 0.2, "How long until what was turned down is 60 dB nearer to being turned up again."),
    number("lookahead", 0, 0.1, "seconds", 0.003, "How far it looks ahead. Number only: it is the size of what is remembered."),
  },
  make = function(input, ceiling, release, lookahead)
    -- A peak is held over the window before its sample and turned down for; the mean of what that comes to, over the
    -- same window, has arrived when the sample goes out, and holds no gain that is too great for it. Where the past is
    -- not known, as at the beginning, the sample itself tells what it may come to.
    local count = math.max(1, math.floor(lookahead / frames(1) + 0.5))
    local most = undb(ceiling)
    local loudness = channel_peak(input)
    local held = loudness:window_max(frames(count)):follow(0, release)
    local gain = window_mean(most / max(held, most), frames(count))
    return input:z(count - 1) * min(gain, most / max(loudness:z(count - 1), most))
  end,
}
