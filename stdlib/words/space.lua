-- Delays and space, made of other words.

-- How much is dry and how much is wet.
local function blend(dry, wet, amount)
  if amount == 1 then return wet end
  return dry * (1 - amount) + wet * amount
end

-- A slow wave from -1 to 1; with a spread, one for each of so many channels, at least two, evenly up to a quarter turn
-- apart.
local function swing(rate, phase, spread, count)
  if spread == 0 then return sine(rate, phase) end
  local phases, count = {}, math.max(2, count)
  for i = 1, count do phases[i] = phase + spread * (i - 1) / (count - 1) * math.pi / 2 end
  return sine(rate, phases)
end

-- A moving delay is at least so long.
local shortest = frames(3)

define {
  name = "echo",
  family = "space",
  doc = "Repeats what comes in, later and softer each time, by at least 0.7 dB: what stays at one pitch does not grow without end.",
  example = "(saw(220) * perc(0.01, 0.2)):echo(0.3, 2) * 0.7",
  parameters = {
    signal("input", "What is repeated."),
    stream("time", 0.02, 10, "seconds", 0.3, "From one repetition to the next."),
    stream("decay", 0, 60, "seconds", 2, "How long until the repetitions are 60 dB down."),
  },
  make = function(input, time, decay)
    -- A quotient by a signal that is 0 is 0; its repetitions are to be none.
    local amount = min(0.001 ^ (time / max(decay, 1e-6)), 0.92)
    return feedback(function(loop) return input + loop:delay(time, 10) * amount end)
  end,
}

define {
  name = "multitap",
  family = "space",
  doc = "Repeats what comes in once for each of several times.",
  example = "(saw(220) * perc(0.01, 0.1)):multitap({0.2, 0.35, 0.6}, {0.7, 0.5, 0.3}, 0.8) * 0.7",
  parameters = {
    signal("input", "What is repeated."),
    numbers("times", "seconds", "How late each repetition is: one time or several. Number only: they are a list, with a repetition for each."),
    numbers("amps", "level", "How loud each repetition is: one level for all, or one for each. Number only: as the times are."),
    number("spread", 0, 1, "ratio", 0, "How far the repetitions lie to the left and to the right, in turn, in stereo; 0 keeps the channels there are. Number only: it tells how many channels there are."),
  },
  make = function(input, times, amps, spread)
    if type(times) == "number" then times = {times} end
    if type(amps) == "number" then amps = {amps} end
    if #amps ~= 1 and #amps ~= #times then
      error("amps: " .. #amps .. " were given for " .. #times .. " times; one, or one for each, is expected")
    end
    local parts = {spread == 0 and input or input:pan(0)}
    for i, time in ipairs(times) do
      local tap = input:delay(time) * amps[#amps == 1 and 1 or i]
      parts[i + 1] = spread == 0 and tap or tap:pan(i % 2 == 1 and -spread or spread)
    end
    return mix(parts)
  end,
}

define {
  name = "vibrato",
  family = "space",
  doc = "Moves the pitch up and down, by a delay that swings.",
  example = "saw(220):vibrato(5, 0.3) * 0.5",
  parameters = {
    signal("input", "What is moved."),
    stream("rate", 0.1, 20, "hertz", 5, "How often it goes up and down."),
    stream("depth", 0, 4, "semitones", 0.3, "How far it goes each way."),
  },
  make = function(input, rate, depth)
    -- A delay of d sin(2 pi rate t) turns the pitch by a factor of at most 1 + 2 pi rate d.
    local swings = (2 ^ (depth / 12) - 1) / (2 * math.pi * rate)
    return input:delay(swings * (1 + sine(rate)) + shortest, 1)
  end,
}

define {
  name = "tremolo",
  family = "space",
  doc = "Moves the level up and down.",
  example = "saw(110):tremolo(6, 0.8) * 0.5",
  parameters = {
    signal("input", "What is moved."),
    stream("rate", 0.01, 100, "hertz", 5, "How often it goes up and down."),
    stream("depth", 0, 1, "ratio", 0.5, "How far it goes down: 1 is to silence."),
    choice("wave", {"sine", "triangle", "square"}, "Along which wave."),
  },
  make = function(input, rate, depth, wave)
    local wobble = ({sine = sine, triangle = triangle, square = square})[wave]
    return input * (1 - depth * (0.5 - wobble(rate) * 0.5))
  end,
}

define {
  name = "chorus",
  family = "space",
  doc = "Makes one voice into several, each late by a little that swings.",
  example = "saw(110):chorus() * 0.5",
  parameters = {
    signal("input", "What is made into several voices."),
    stream("rate", 0.01, 10, "hertz", 0.6, "How often each voice goes up and down."),
    stream("depth", 0, 0.02, "seconds", 0.003, "How far each voice goes to either side in time."),
    number("voices", 1, 16, "count", 3, "How many voices there are beside what comes in."),
    number("spread", 0, 1, "ratio", 1, "How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are."),
    stream("wet", 0, 1, "ratio", 0.5, "How much is heard of the voices, against what comes in."),
  },
  make = function(input, rate, depth, voices, spread, wet)
    local parts = {}
    for i = 1, voices do
      local way = swing(rate * (1 + 0.07 * (i - 1)), 2 * math.pi * (i - 1) / voices, spread, channel_count(input))
      parts[i] = input:delay(depth * (1 + way) + (0.005 + 0.002 * i), 0.1)
    end
    return blend(input, mix(parts) * voices ^ -0.5, wet)
  end,
}

define {
  name = "flanger",
  family = "space",
  doc = "Adds what comes in a few milliseconds late, which makes notches; the delay swings, and they move.",
  example = "saw(55):flanger(0.3) * 0.5",
  source = "J. O. Smith, An allpass approach to digital phasing and flanging, ICMC 1984",
  parameters = {
    signal("input", "What is added to itself."),
    stream("rate", 0.01, 10, "hertz", 0.2, "How often the notches go up and down."),
    stream("depth", 0, 0.01, "seconds", 0.002, "How far the delay goes to either side."),
    stream("regen", -0.9, 0.9, "ratio", 0, "How much goes round again; this takes many times as long to render."),
    number("spread", 0, 1, "ratio", 0, "How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are."),
    stream("wet", 0, 1, "ratio", 0.5, "How much is heard of what is late, against what comes in."),
  },
  make = function(input, rate, depth, regen, spread, wet)
    local time = depth * (1 + swing(rate, 0, spread, channel_count(input))) + 0.0002
    local late = input:delay(time, 0.03)
    if regen ~= 0 then
      late = feedback(function(loop) return (input + loop * regen):delay(time, 0.03) end)
    end
    return blend(input, late, wet)
  end,
}

define {
  name = "phaser",
  family = "space",
  doc = "Adds what comes in with its phase turned, which makes notches that go up and down.",
  example = "saw(55):phaser(0.4) * 0.4",
  source = "J. O. Smith, An allpass approach to digital phasing and flanging, ICMC 1984",
  parameters = {
    signal("input", "What is added to itself."),
    stream("rate", 0.01, 10, "hertz", 0.4, "How often the notches go up and down."),
    stream("low", 20, 20000, "hertz", 200, "How far down they go."),
    stream("high", 20, 20000, "hertz", 3000, "How far up they go."),
    number("stages", 2, 24, "count", 6, "How many stages turn the phase; two make a notch."),
    stream("regen", -0.75, 0.75, "ratio", 0.4, "How much goes round again, which makes peaks between the notches."),
    number("spread", 0, 1, "ratio", 0, "How differently the channels move; of one it makes two, left and right. 0 moves all alike. Number only: it tells how many channels there are."),
    stream("wet", 0, 1, "ratio", 0.5, "How much is heard of what is turned, against what comes in."),
  },
  make = function(input, rate, low, high, stages, regen, spread, wet)
    if type(low) == "number" and type(high) == "number" and low > high then
      error("low: " .. low .. " Hz was given; at most high, " .. high .. " Hz, is expected", 0)
    end
    local frequency = low * (high / low) ^ (0.5 + 0.5 * swing(rate, 0, spread, channel_count(input)))
    return blend(input, input:allpass_chain(frequency, stages, regen), wet)
  end,
}
