-- Shaping, made of other words.

define {
  name = "oversample",
  family = "shaping",
  doc = "Puts a signal through a word at a higher rate, so that the harmonics it makes do not alias below 20 kHz. For words without memory, as tanh, clip or shape: each sample's result follows from that sample alone. It is 48 frames late.",
  example = "saw(880):oversample(8, tanh{drive=8}) * 0.7",
  source = "Crochiere and Rabiner, Multirate Digital Signal Processing, 1983",
  parameters = {
    signal("input", "What to put through."),
    number("factor", 1, 32, "count", nil, "How many times the rate."),
    any("word", "What it is put through.", "a word that awaits its signal, as tanh{drive=4}, or a function of a signal"),
  },
  make = function(input, factor, word)
    local is_signal = type(word) == "userdata" and pcall(function() return word:get_channels() end)
    if type(word) ~= "function" and type(word) ~= "userdata" or is_signal then
      error("word: a word that awaits its signal, as tanh{drive=4}, or a function of a signal is expected" .. (is_signal and "; a signal was given (a drive that moves is named: tanh{drive = line(1, 8, 1)})" or ""), 0)
    end
    -- The samples at the higher rate are as many signals at this one, and a word without memory treats them alike.
    local phases = {}
    for number = 1, factor do
      local phase = word(polyphase_up(input, factor, number))
      if type(phase) ~= "userdata" and type(phase) ~= "number" then
        error("word: the function is expected to return a signal; it returned " .. type(phase), 0)
      end
      phases[number] = phase
    end
    return channels(phases):polyphase_down(factor)
  end,
}
