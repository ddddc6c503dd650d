-- Time, made of other words.

define {
  name = "loop",
  family = "time",
  doc = "A finite signal again and again, from its beginning on.",
  example = "(saw(110) * perc(0.01, 0.3)):trim(0, 0.5):loop()",
  parameters = {
    signal("input", "What is repeated: a signal that begins and ends."),
  },
  make = function(input) return looped(input) end,
}
