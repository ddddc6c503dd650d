-- Delays and space, made of other words.

define {
  name = "echo",
  family = "space",
  doc = "Repeats what comes in, later and softer each time.",
  example = "(saw(220) * perc(0.01, 0.2)):echo(0.3, 2)",
  parameters = {
    signal("input", "What is repeated."),
    stream("time", 0.001, 10, "seconds", 0.3, "From one repetition to the next."),
    stream("decay", 0, 60, "seconds", 2, "How long until the repetitions are 60 dB down."),
  },
  make = function(input, time, decay)
    local amount = 0.001 ^ (time / decay)
    return feedback(function(loop) return input + loop:delay(time) * amount end)
  end,
}
