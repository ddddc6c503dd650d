local patterns = ...
local rational, p = patterns.rational, patterns.p

-- Continuous patterns of one cycle, from 0 to 1: fields of `p`. The place in the cycle is taken exactly, so that cycle 10 000 is
-- cycle 0 to the last bit.

local function shape(name, at)
  local sampled = patterns.continuous(function(time)
    return at(rational.number(patterns.place_in_cycle(time)))
  end, "p." .. name)
  -- As in Tidal, whose `sig` is one pattern and is not split at cycles.
  p[name] = sampled
end

shape("saw", function(place) return place end)
shape("isaw", function(place) return 1 - place end)
shape("sine", function(place) return (math.sin(2 * math.pi * place) + 1) / 2 end)
shape("cosine", function(place) return (math.cos(2 * math.pi * place) + 1) / 2 end)
shape("tri", function(place) return place < 0.5 and 2 * place or 2 - 2 * place end)
shape("square", function(place) return place < 0.5 and 0 or 1 end)

-- Chance without a seed, beside them.
p.rand = patterns.make(patterns.words.rand.call().answer, "p.rand")
p.perlin = patterns.make(patterns.words.perlin.call().answer, "p.perlin")
