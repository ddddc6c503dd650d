local check, here = ...

-- What is declared of the words, and that nothing else is touched.

local patterns = check.load()
local environment = check.environment(patterns)

for name in ([[fast slow early late rev palindrome iter ply off inside outside segment compress zoom linger ribbon struct mask euclid
  euclid_inv stack cat fastcat timecat run scan arrange every first_of last_of when within chunk bite brak press fastgap trunc rot jux
  superimpose layer echo_with chop striate slice splice fit loop_at legato degrade degrade_by sometimes sometimes_by often rarely
  some_cycles choose wchoose pick rand irand perlin shuffle scramble swing humanize accent add sub mul range scale transpose chord
  voicing arp p seq pure silence]]):gmatch("%S+") do
  check.that("there is a word " .. name, patterns.words[name])
end

local keywords = {}
for word in ([[and break do else elseif end false for function goto if in local nil not or repeat return then true until while]]):gmatch("%S+") do
  keywords[word] = true
end
-- The words for signals, as the reference has them.
local signals = {}
local reference = io.open(here .. "/../../docs/reference.md")
if reference then
  for name in reference:read("a"):gmatch("\n### `([%a_][%w_]*)[%(`]") do signals[name] = true end
  reference:close()
end

for name, word in pairs(patterns.words) do
  check.that(name .. " is told in one sentence", word.doc:match("^[%u].*%.$") and #word.doc < 140)
  check.that(name .. " has an example", word.example)
  check.that(name .. " has a family", word.family == "patterns")
  for _, parameter in ipairs(word.parameters) do
    local label = name .. ": " .. parameter.name
    check.that(label .. " is told", parameter.what and parameter.doc and parameter.doc:match("%.$"))
    check.that(label .. " is no word and no keyword", not keywords[parameter.name] and not patterns.words[parameter.name] and not signals[parameter.name])
  end
  if word.example then
    local fine, pattern = pcall(check.evaluate, word.example, environment)
    local events = fine and pcall(function() return pattern:query(0, 4) end)
    check.that("the example of " .. name .. " plays", events and (#pattern:query(0, 8) > 0 or name == "silence"), tostring(pattern))
    if events then
      local again = check.evaluate(word.example, environment)
      check.that("the example of " .. name .. " has a source that says it again", again.source == pattern.source)
    end
  end
end

check.that("is_pattern", patterns.is_pattern(environment.p("a")) and not patterns.is_pattern(environment.fast(2))
  and not patterns.is_pattern({}) and not patterns.is_pattern("a") and not patterns.is_pattern(nil))
check.that("is_awaiting", patterns.is_awaiting(environment.fast(2)) and not patterns.is_awaiting(environment.p("a")))
check.equal("its metatable is its own", getmetatable(environment.p("a")), false)
check.equal("a fast query", #patterns.query(environment.p("a b"), 1, 2, 3, 2), 2)

-- The page about patterns tells of every word, scale, chord, mode and tuning.
local page = io.open(here .. "/../../docs/patterns.md")
if page then
  local told = page:read("a"):gsub("%s+", " ")
  page:close()
  for name in pairs(patterns.words) do check.that("docs/patterns.md tells of " .. name, told:find("[`:]" .. name .. "%(")) end
  for _, names in ipairs { patterns.scale_names, patterns.chord_names, patterns.arpeggio_names, patterns.tuning_names } do
    for _, name in ipairs(names) do check.that("docs/patterns.md names " .. name, told:find(name, 1, true)) end
  end
  check.that("and counts them", told:find(#patterns.scale_names .. " scales:", 1, true) and told:find(#patterns.chord_names .. " kinds:", 1, true))
end

-- Every word that transforms awaits its pattern where one of its examples can be told so.
for _, text in ipairs { "fast(2)", "rev()", "every(4, fast(2))", "off(0.125, rev)", "jux(rev)", "euclid(3, 8)", 'struct("t t")', "segment(4)",
  "range(0, 1)", "add(7)", 'scale("c4 minor")', "degrade()", "degrade_by(0.3)", "sometimes(rev)", "chop(4)", 'slice(4, "0 1")', "swing(1/3, 4)",
  "humanize()", 'arp("up")', "voicing()", "ply(2)", "linger(0.5)", "compress(0, 0.5)", 'bite(4, "0 1")', 'set{pan=1}', 'pick{"a", "b"}',
  "superimpose(rev)", "layer(rev, fast(2))", "echo_with(3, 1/8, rev)", "degrade{seed=3}", 'when("1 0", rev)' } do
  local fine, transform = pcall(check.evaluate, text, environment)
  check.that(text .. " awaits its pattern", fine and patterns.is_awaiting(transform), tostring(transform))
  if fine and patterns.is_awaiting(transform) then
    local applied = transform(environment.p("0 [1 2]"))
    local direct = check.evaluate('p"0 [1 2]":' .. text, environment)
    check.equal(text .. " is its method", check.shown(applied:query(0, 4)), check.shown(direct:query(0, 4)))
    check.equal(text .. " has its method's source", applied.source, direct.source)
  end
end

-- Nothing that is asked changes what is answered later: two libraries asked in other orders agree.
local one, other = check.environment(check.load()), check.environment(check.load())
local text = 'p"<a b>*8?":every(3, fast(2)):sometimes(rev):shuffle(4)'
local x, y = check.evaluate(text, one), check.evaluate(text, other)
for cycle = 30, 0, -3 do x:query(cycle, cycle + 1) end
y:query(-5, 40)
check.equal("the order of asking does not matter", check.shown(x:query(3, 9)), check.shown(y:query(3, 9)))
