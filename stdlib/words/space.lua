-- Delays and space, made of other words.

-- How much is dry and how much is wet.
local function blend(dry, wet, amount)
  if amount == 1 then return wet end
  return dry * (1 - amount) + wet * amount
end

-- How many channels a signal has; what stands for a loop, whose body is not known yet, has one.
local function width_of(signal)
  if type(signal) == "number" then return 1 end
  local is_known, count = pcall(function() return signal:get_channels() end)
  return is_known and count or 1
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
      local way = swing(rate * (1 + 0.07 * (i - 1)), 2 * math.pi * (i - 1) / voices, spread, width_of(input))
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
    local time = depth * (1 + swing(rate, 0, spread, width_of(input))) + 0.0002
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
    local frequency = low * (high / low) ^ (0.5 + 0.5 * swing(rate, 0, spread, width_of(input)))
    return blend(input, input:allpass_chain(frequency, stages, regen), wet)
  end,
}

-- The least prime that is not below n: lines of such lengths share no resonance.
local function prime(n)
  while true do
    local divisor = 2
    while divisor * divisor <= n and n % divisor ~= 0 do divisor = divisor + 1 end
    if divisor * divisor > n then return n end
    n = n + 1
  end
end

-- A parameter with a number for each channel: the lines take them in turn.
local function in_turn(value, count)
  local width, list = width_of(value), {}
  if width == 1 then return value end
  for i = 1, count do list[i] = value:channel((i - 1) % width + 1) end
  return channels(list)
end

-- A prime number of frames, in seconds, of about so many.
local function line(seconds) return frames(prime(math.max(2, math.floor(seconds / frames(1) + 0.5)))) end

-- Smears what comes in over some milliseconds and leaves all levels as they are. Left and right have times of their own,
-- and pairs after the first times a little longer.
local function diffuse(input, left, right, amount)
  local times = {}
  for i = 1, width_of(input) do
    times[i] = line((i % 2 == 1 and left or right) * (1 + 0.3 * ((i - 1) // 2 * 0.618034 % 1)))
  end
  local v = feedback(function(loop) return input + loop:delay(times) * amount end)
  return v:delay(times) - v * amount
end

-- The delay lines of a room, and with which sign each hears what comes in: in no order that the mixing knows.
local signs = {1, -1, 1, -1, 1, 1, -1, 1, -1, 1, 1, -1, 1, -1, -1, -1}

-- The sign of a Walsh function at a place, both counted from 0.
local function walsh(row, place)
  local sign, rest = 1, row & place
  while rest ~= 0 do sign, rest = -sign, rest & (rest - 1) end
  return sign
end

-- What goes into each line: every channel, with equal power and signs orthogonal to the others'. Were it in some lines only,
-- outputs with equal signs there would have its first echo alike. Rows nine apart keep the decay over all frequencies too.
local function feeds(input, lines)
  local width, weights, gain = width_of(input), {}, 2 / width_of(input) ^ 0.5
  for i = 1, lines do
    weights[i] = {}
    for j = 1, width do weights[i][j] = gain * signs[(i - 1) % 16 + 1] * walsh(9 * (j - 1) % lines, i - 1) end
  end
  return input:matrix(weights)
end

define {
  name = "reverb",
  family = "space",
  doc = "The sound of a room: sixteen delay lines that are mixed into each other and fade.",
  example = "(saw(220) * perc(0.01, 0.2)):reverb(1, 3)",
  source = "J.-M. Jot, A. Chaigne, AES 1991; diffusion after J. Dattorro, Effect Design, JAES 1997",
  parameters = {
    signal("input", "What sounds in the room: of one channel it makes two; of more, each channel answers with its own, unlike the others."),
    stream("size", 0.1, 4, "ratio", 1, "How large the room is: 0.2 a chamber, 1 a hall, 3 a cathedral. What goes round changes pitch while it moves."),
    stream("decay", 0.1, 60, "seconds", 2, "How long until it is 60 dB down, all that sounds together, by the fall from -5 to -35 dB (T30, ISO 3382): to 10 %, with a damping of at least 4 kHz or, from 0.2 s on, 1 kHz. At least 0.2 s times the size, in which its sound has not yet gone once round; one that moves at least 0.3 s."),
    stream("damping", 20, 1000000, "hertz", 8000, "The frequency that fades in half the time that the lowest do; the higher, the brighter."),
    stream("spread", 0, 1, "ratio", 1, "How unlike the channels are: 0 gives all of them the same, which puts it in the middle."),
    stream("predelay", 0, 1, "seconds", 0.01, "How long until the room answers."),
    stream("wet", 0, 1, "ratio", 0.3, "How much is heard of the room, against what comes in."),
  },
  make = function(input, size, decay, damping, spread, predelay, wet)
    local is_fixed = type(size) == "number"
    -- What is smeared over while it comes in must have faded by then: in a short room by less. One that moves is none.
    local is_still = is_fixed and type(decay) == "number"
    local least = is_still and math.max(0.1, 0.2 * size) or is_fixed and math.max(0.3, 0.2 * size) or max(0.2 * size, 0.3)
    local smear = is_still and math.min(1, math.max(decay, least) / 0.5) or 1
    if type(decay) ~= "number" or not is_fixed then
      decay = max(decay, least)
    elseif decay < least - 1e-9 then
      error(string.format("decay: %g s was given; a room of size %g fades in at least %g s", decay, size, least))
    end
    local dry = width_of(input) == 1 and input:pan(0) or input
    local width, lines = width_of(dry), 16
    while lines < width do lines = lines * 2 end
    local lengths, sum = {}, 0
    for i = 1, lines do
      -- From 21 to 89 ms, even in their logarithm; prime numbers of frames.
      lengths[i] = line((is_fixed and size or 1) * 0.021 * 4.24 ^ ((i - 1) / (lines - 1)))
      sum = sum + lengths[i]
    end
    -- Walls that take away highs do so before the first echo too.
    local tone = type(damping) == "number" and math.min(0.7 * damping, 0.5 / frames(1)) or 0.7 * damping
    local both = dry:delay(predelay):highpass(25):onepole(tone)
    both = diffuse(both, 0.00477 * smear, 0.00511 * smear, 0.75)
    both = diffuse(both, 0.00359 * smear, 0.00331 * smear, 0.75)
    both = diffuse(both, 0.01273 * smear, 0.01187 * smear, 0.625)
    local fed = feeds(diffuse(both, 0.00930 * smear, 0.00997 * smear, 0.625), lines)
    -- What fades sooner makes all frequencies together fade sooner: the lows last longer by so much.
    -- Fitted over all sizes, decays and rates.
    local high, low, turns = damping * (1 / 60000), damping * (1 / 1500), size / decay * 0.2
    local longer = 1 + (0.07 + 0.05 * turns * turns) / (1 + high * high) + 0.04 / (1 + low * low)
    local fade, dull = in_turn(decay * longer, lines), in_turn(damping, lines)
    local round_trip = 2 * sum / lines
    local function late(signal) return signal:delay(lengths) end
    if not is_fixed then
      -- The least of it is a fixed delay: a loop is rendered in steps of that.
      local shortest, rest = {}, {}
      for i = 1, lines do
        shortest[i] = 0.1 * lengths[i] - frames(2)
        rest[i] = -shortest[i]
      end
      local times = in_turn(size, lines) * channels(lengths) + channels(rest)
      late = function(signal) return signal:delay(shortest):delay(times, 0.4) end
      -- A line that is longer loses as much on each pass as one that fades as much sooner.
      fade = fade / in_turn(size, lines)
      round_trip = round_trip * size
    end
    local net = feedback(function(loop) return late(loop:hadamard() + fed):absorb(lengths, fade, dull) end)
    -- Each line gives off part of what goes round; the level stays that of what comes in, however long it goes round.
    -- What is kept of its energy once round, the mean over the lines, by two that have their mean length and its spread.
    local kept = 0.5 * 0.001 ^ (0.59 * round_trip / decay) + 0.5 * 0.001 ^ (1.41 * round_trip / decay)
    local level = (0.25 / kept - 0.25) ^ 0.5
    local room, shared = net:hadamard(width) * level, {}
    if spread ~= 1 then
      for i = 1, width do shared[i] = room:channel(i) end
      room = room * spread + mix(shared) * ((1 - spread) / width)
    end
    return blend(dry, room, wet)
  end,
}
