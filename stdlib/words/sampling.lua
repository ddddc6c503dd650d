-- Sampling, made of other words.

define {
  name = "slices",
  family = "sampling",
  doc = "All equal parts of a signal that ends, as a list, each from frame 0 on.",
  example = "slices(saw(110) * perc(0.01, 2), 8)[2]",
  parameters = {
    signal("input", "What to cut: a signal that begins and ends."),
    number("count", 1, 4096, "count", 8, "Into how many parts it is cut."),
  },
  make = function(input, count)
    local parts = {}
    for number = 1, count do parts[number] = slice(input, count, number) end
    return parts
  end,
}
