-- The sound of a room, made of other words.

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
  local width, list = channel_count(value), {}
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
  for i = 1, channel_count(input) do
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
  local width, weights, gain = channel_count(input), {}, 2 / channel_count(input) ^ 0.5
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
    local dry = channel_count(input) == 1 and input:pan(0) or input
    local width, lines = channel_count(dry), 16
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
    if wet == 1 then return room end
    return dry * (1 - wet) + room * wet
  end,
}
