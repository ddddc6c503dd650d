local check = ...

-- What holds of every pattern, over random ones.

local patterns = check.load()
local rational, words = patterns.rational, patterns.words
local reduced, whole = rational.reduced, rational.whole

local state = 20261126
local function random(below)
  state = state * 6364136223846793005 + 1442695040888963407
  return (state >> 33) % below
end
local function one_of(list) return list[random(#list) + 1] end

-- Strings whose period is a product of twos and threes.
local function step(depth)
  local kind = random(depth > 0 and 9 or 4)
  if kind < 3 then return one_of { "a", "b", "c4", "7", "bd:3" } end
  if kind == 3 then return "~" end
  local parts = {}
  for index = 1, random(3) + 1 do
    local modifier = one_of { "", "", "", "*2", "*3", "/2", "!2", "@2", "(3,8)", "*<2 3>", "/3", "*1.5", "(<3 5>,8,2)" }
    parts[index] = step(depth - 1) .. modifier
  end
  if #parts == 3 and kind % 2 == 0 then parts[3] = parts[1] .. " _" end
  local inner = table.concat(parts, kind == 8 and ", " or " ")
  local count = #parts
  if kind == 5 and count > 1 then return "<" .. inner .. ">" end
  if kind == 6 and count > 1 then return "{" .. inner .. "}%" .. one_of { 2, 3, 4 } end
  return "[" .. inner .. "]"
end

local rev, fast = words.rev.call, words.fast.call
local function degree(value) return type(value) == "string" and value:byte() % 7 or value end

local transforms = {
  { "fast(2)", function(x) return x:fast(2) end }, { "fast(3/2)", function(x) return x:fast(1.5) end },
  { "slow(3)", function(x) return x:slow(3) end }, { "early", function(x) return x:early(1 / 3) end },
  { "late", function(x) return x:late("<0 0.25>") end }, { "rev", function(x) return x:rev() end },
  { "palindrome", function(x) return x:palindrome() end }, { "iter", function(x) return x:iter(4) end },
  { "ply", function(x) return x:ply("<2 3>") end }, { "off", function(x) return x:off(0.125, fast(2)) end },
  { "inside", function(x) return x:inside(2, rev) end }, { "outside", function(x) return x:outside(2, rev) end },
  { "segment", function(x) return x:segment(4) end }, { "compress", function(x) return x:compress(0.25, 0.75) end },
  { "zoom", function(x) return x:zoom(0.25, 0.75) end }, { "linger", function(x) return x:linger(0.25) end },
  { "ribbon", function(x) return x:ribbon(3, 2) end }, { "struct", function(x) return x:struct("t f t [t t]") end },
  { "mask", function(x) return x:mask("1 0 1") end }, { "euclid", function(x) return x:euclid("<3 5>", 8) end },
  { "euclid_inv", function(x) return x:euclid_inv(3, 8, 1) end }, { "every", function(x) return x:every(3, fast(2)) end },
  { "last_of", function(x) return x:last_of(2, rev) end }, { "when", function(x) return x:when("<1 0>", rev) end },
  { "within", function(x) return x:within(0, 0.5, fast(2)) end }, { "chunk", function(x) return x:chunk(4, rev) end },
  { "bite", function(x) return x:bite(4, "0 2 <1 3>") end }, { "brak", function(x) return x:brak() end },
  { "press", function(x) return x:press() end }, { "fastgap", function(x) return x:fastgap(2) end },
  { "trunc", function(x) return x:trunc(0.75) end }, { "rot", function(x) return x:rot(1) end },
  { "jux", function(x) return x:jux(rev) end }, { "superimpose", function(x) return x:superimpose(fast(2), rev) end },
  { "echo_with", function(x) return x:echo_with(3, 0.125, fast(2)) end }, { "chop", function(x) return x:chop(2) end },
  { "striate", function(x) return x:striate(2) end }, { "slice", function(x) return x:slice(4, "0 <2 3>") end },
  { "splice", function(x) return x:splice(4, "0 <2 3>") end }, { "loop_at", function(x) return x:loop_at(2) end },
  { "legato", function(x) return x:legato("<0.5 1>") end }, { "swing", function(x) return x:swing(1 / 3, 4) end },
  { "accent", function(x) return x:accent("1 0.5") end }, { "add", function(x) return x:add("0 <10 20>") end },
  { "add left", function(x) return x:add("0 <10 20>", { structure = "left" }) end },
  { "add squeeze", function(x) return x:add("0 10", { structure = "squeeze" }) end },
  { "scale", function(x) return patterns.mapped(x, degree):scale("<c4:minor major>") end }, { "transpose", function(x) return x:transpose("0 5") end },
  { "fit", function(x) return x:fit() end }, { "arp", function(x) return x:arp("up") end }, { "voicing", function(x) return x:voicing() end },
}
local chancy = {
  { "degrade_by", function(x) return x:degrade_by(0.3) end }, { "sometimes", function(x) return x:sometimes(fast(2)) end },
  { "some_cycles", function(x) return x:some_cycles(rev) end }, { "shuffle", function(x) return x:shuffle(4) end },
  { "scramble", function(x) return x:scramble(4) end }, { "humanize", function(x) return x:humanize(0.02) end },
}

-- Parts of one event joined: what it says does not depend on how it was asked.
local function joined(lists, shift)
  local by_key, keys = {}, {}
  for _, events in ipairs(lists) do
    for _, event in ipairs(events) do
      local from, to = event.part.from + shift, event.part.to + shift
      local key = check.shown_value(event.value)
      if event.whole then key = ("%s %s..%s"):format(key, event.whole.from + shift, event.whole.to + shift) end
      if not by_key[key] then
        by_key[key] = {}
        keys[#keys + 1] = key
      end
      table.insert(by_key[key], { from, to })
    end
  end
  table.sort(keys)
  local lines = {}
  for _, key in ipairs(keys) do
    local parts = by_key[key]
    table.sort(parts, function(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2]) end)
    -- Two equal events at once stay two: what begins inside another waits for the next round.
    while #parts > 0 do
      local left, last = {}, nil
      for _, part in ipairs(parts) do
        if not last then
          last = part
        elseif part[1] == last[2] then
          last = { last[1], part[2] }
        else
          left[#left + 1] = part
        end
      end
      lines[#lines + 1] = ("%s|%s..%s"):format(key, last[1], last[2])
      parts = left
    end
  end
  table.sort(lines)
  return table.concat(lines, "\n")
end

-- What is told of events at an instant: parts are the instant itself.
local function joined_at(events)
  local lines = {}
  for index, event in ipairs(events) do
    lines[index] = ("%s %s..%s"):format(check.shown_value(event.value), event.whole and event.whole.from, event.whole and event.whole.to)
  end
  table.sort(lines)
  return table.concat(lines, "\n")
end

local function passing(events, time)
  local found = {}
  for _, event in ipairs(events) do
    if event.part.from == time then found[#found + 1] = event end
  end
  return found
end

local function random_time() return reduced(random(96), 12 * (random(4) + 1)) end

local tally, first_wrong = {}, {}
local function law(name, source, holds, told)
  tally[name] = tally[name] or { 0, 0 }
  tally[name][1] = tally[name][1] + 1
  if not holds then
    tally[name][2] = tally[name][2] + 1
    first_wrong[name] = first_wrong[name] or source .. "\n" .. told
  end
end

-- Strings without transforms, two levels deep, come again after so many cycles; three levels and two transforms after so many.
local short <const>, long <const> = 20736, 1679616

local function examine(source, pattern, period)
  local a, b, c = random_time(), random_time(), random_time()
  local list = { a, b, c }
  table.sort(list, function(x, y) return x < y end)
  a, b, c = table.unpack(list)
  local all = pattern:query(a, c)
  local one = joined({ all }, rational.zero)
  local parts = a < b and b < c and joined({ pattern:query(b, c), pattern:query(a, b) }, rational.zero) or one
  law("a span split anywhere gives the same events", source, one == parts, ("  %s %s %s\n%s\n--\n%s"):format(a, b, c, one, parts))
  law("asked again, the same", source, one == joined({ pattern:query(a, c) }, rational.zero), one)
  law("backwards, the same", source, one == joined({ pattern:query(c, a) }, rational.zero), one)
  local at, before = joined_at(pattern:query(b, b)), joined_at(passing(pattern:query(b, b + 1), b))
  law("an instant has the events that pass it", source, at == before, ("  %s\n%s\n--\n%s"):format(b, at, before))
  local inside = true
  for _, event in ipairs(all) do
    local part = event.part
    if part.from < a or c < part.to or (a < c and not (part.from < part.to)) then inside = false end
  end
  law("parts lie in the span and have a length", source, inside, one)
  if period then
    for _, shift in ipairs { period, -period } do
      local far = joined({ pattern:query(a + shift, c + shift) }, whole(-shift))
      law("far away is near, shifted", source, far == one, ("  by %d\n%s\n--\n%s"):format(shift, one, far))
    end
  end
end

for number = 1, 2 * #transforms do
  local simple = step(1)
  examine(simple, patterns.mini(simple), short)
  local text = step(2)
  local pattern = patterns.mini(text)
  examine(text, pattern, long)
  local source = text
  local transform = transforms[(number - 1) % #transforms + 1]
  pattern, source = transform[2](pattern), source .. " : " .. transform[1]
  examine(source, pattern, long)
  local another = one_of(transforms)
  examine(source .. " : " .. another[1], another[2](pattern), long)
  local chance = chancy[(number - 1) % #chancy + 1]
  examine(source .. " : " .. chance[1], chance[2](pattern))
end

-- Laws of transforms with one another.
local function same(name, source, one, other)
  local left, right = joined({ one:query(0, 5) }, rational.zero), joined({ other:query(0, 5) }, rational.zero)
  law(name, source, left == right, left .. "\n--\n" .. right)
end

for _ = 1, 40 do
  local text = step(2)
  local x, y = patterns.mini(text), patterns.mini(step(2))
  same("rev twice is nothing", text, x:rev():rev(), x)
  same("fast undoes slow", text, x:slow(3):fast(3), x)
  same("slow undoes fast", text, x:fast(2.5):slow(2.5), x)
  same("early undoes late", text, x:late(0.3):early(0.3), x)
  same("fast(-1) is rev", text, x:fast(-1), x:rev())
  same("ply(1) is nothing", text, x:ply(1), x:ply(1):ply(1))
  same("iter(1) is nothing", text, x:iter(1), x)
  same("zoom(0, 1) is nothing", text, x:zoom(0, 1), x)
  same("compress(0, 1) is nothing but for what crosses", text, x:compress(0, 1):compress(0, 1), x:compress(0, 1))
  same("linger(1) is nothing", text, x:linger(1), x)
  same("trunc(1) is nothing", text, x:trunc(1), x)
  same("inside(1, f) is f", text, x:inside(1, rev), x:rev())
  same("outside(n, f) is inside(1/n, f)", text, x:outside(2, rev), x:inside(0.5, rev))
  same("every(1, f) is f", text, x:every(1, rev), x:rev())
  same("first_of is every", text, x:first_of(3, rev), x:every(3, rev))
  same("every with an offset of n - 1 is last_of", text, x:every(3, 2, rev), x:last_of(3, rev))
  same("every(0, f) is nothing", text, x:every(0, rev), x)
  same("mask of 1 is nothing", text, x:mask("1"), x)
  same("when is mask and its opposite", text, x:when("1 0", rev), words.stack.call(x:rev():mask("1 0"), x:mask("0 1")))
  same("superimpose is off by 0", text, x:superimpose(rev), x:off(0, rev))
  same("superimpose is layer with the pattern itself", text, x:superimpose(rev), x:layer(function(same_one) return same_one end, rev))
  same("degrade_by 0 is nothing", text, x:degrade_by(0), x)
  same("sometimes_by 1 is the transform", text, x:sometimes_by(1, fast(2)), x:fast(2))
  same("sometimes_by 0 is nothing", text, x:sometimes_by(0, fast(2)), x)
  same("humanize(0) is nothing", text, x:humanize(0), x)
  -- Letters become notes where they are added to.
  same("add undoes sub", text, x:sub(3, "left"):add(3, { structure = "left" }), x:add(0, "left"))
  same("transpose is add with the structure of the left", text, x:transpose("0 5"), x:add("0 5", { structure = "left" }))
  same("cat of one is it", text, words.cat.call(x), x)
  same("fastcat is cat, faster", text, words.fastcat.call(x, y), words.cat.call(x, y):fast(2))
  same("stack of silence and one is it", text, words.stack.call(x, words.silence.call()), x)
  same("palindrome is cat with rev", text, x:palindrome(), words.cat.call(x, x:rev()))
  same("rot by 0 is nothing", text, x:rot(0), x)
  same("bite in order is nothing but for what crosses", text, x:bite(2, "0 1"):bite(2, "0 1"), x:bite(2, "0 1"))
  same("euclid and euclid_inv are the steps", text, words.stack.call(x:euclid(3, 8), x:euclid_inv(3, 8)), x:euclid(8, 8))
  same("arrange of one is it", text, words.arrange.call({ 3, x }), x)
  same("ribbon from 0 keeps the first cycles", text, x:ribbon(0, 5), x)
end

local names = {}
for name in pairs(tally) do names[#names + 1] = name end
table.sort(names)
for _, name in ipairs(names) do
  local counts = tally[name]
  check.that(("%s (%d of %d do not)"):format(name, counts[2], counts[1]), counts[2] == 0, first_wrong[name])
end
