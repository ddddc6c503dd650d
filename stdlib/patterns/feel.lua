local patterns = ...
local define, rational, subject = patterns.define, patterns.rational, patterns.subject

-- What makes a rhythm less even: loudness and small shifts. `swing` stands with the words of time.

define {
  name = "accent",
  family = "patterns",
  doc = "Makes events louder and softer: a pattern of factors, by which `amp` is multiplied.",
  example = 'p"hh*8":accent("1 0.5 0.7 0.5")',
  parameters = { subject, { name = "factors", kind = "pattern", what = "a pattern of factors", doc = "1 leaves an event as it is." } },
  make = function(pattern, factors)
    return patterns.left(pattern, factors, function(value, factor)
      if type(factor) ~= "number" then return value end
      local result = patterns.controls_of(value)
      result.amp = (result.amp or 1) * factor
      return result
    end)
  end,
}

-- As fine as a thousandth of the amount, so that the fractions stay small.
local fineness <const> = 1024

define {
  name = "humanize",
  family = "patterns",
  doc = "Moves each event a little to and fro, by chance; what begins together stays together.",
  example = 'p"hh*8":humanize(0.01)',
  parameters = {
    subject,
    { name = "amount", kind = "time", what = "a number of cycles, or a pattern of them",
      doc = "How far at most, earlier or later.", default = 0.01,
      check = function(by)
        if math.abs(by.num) > by.den then patterns.fail("at most a cycle is expected, and not " .. tostring(by)) end
      end },
    { name = "seed", what = "a number or a word",
      doc = "Another seed makes other shifts; by default its place in the chain.", optional = true },
  },
  chance = true,
  make = function(pattern, amount, seed)
    if amount.num < 0 then amount = rational.negative(amount) end
    local number = seed ~= nil and patterns.seed_of(seed) or rawget(pattern, "chances") or 0
    -- Whatever may be moved into a span begins or ends this far outside of it at most.
    return patterns.make(function(from, to)
      local events = {}
      for _, event in ipairs(pattern.answer(rational.sub(from, amount), rational.add(to, amount))) do
        if event.begins then
          local place = math.tointeger(patterns.chance_at(event.begins, number) * (2 * fineness + 1) // 1) - fineness
          local by = rational.mul(amount, rational.reduced(place, fineness))
          local first, last = patterns.shared(rational.add(event.from, by), rational.add(event.to, by), from, to)
          if first then
            events[#events + 1] = patterns.event(rational.add(event.begins, by), rational.add(event.ends, by), first, last, event.value)
          end
        else
          local first, last = patterns.shared(event.from, event.to, from, to)
          if first then events[#events + 1] = patterns.event(nil, nil, first, last, event.value) end
        end
      end
      return events
    end)
  end,
}
