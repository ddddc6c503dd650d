local check = ...

local patterns = check.load()
local environment = check.environment(patterns)

local function fails(source, expected) check.fails(source, expected, check.evaluate, source, environment) end

-- Mistakes in strings: where, what is expected, and a caret.
fails('p"bd [sn sn"', 'p: "bd [sn sn": position 4: "]" is expected to close this "["\n  bd [sn sn\n     ^')
fails('p"bd sn]"', 'p: "bd sn]": position 6: "]" closes nothing\n  bd sn]\n       ^')
fails('p"bd [sn>"', 'p: "bd [sn>": position 7: "]" is expected here, to close the "[", and not ">"\n  bd [sn>\n        ^')
fails('p"bd*"', 'p: "bd*": position 4: a number, or numbers in brackets, is expected right after "*", and not the end\n  bd*\n     ^')
fails('p"bd*x"', 'p: "bd*x": position 4: a number, or numbers in brackets, is expected right after "*", and not "x"\n  bd*x\n     ^')
fails('p"bd*<2 x>"', 'p: "bd*<2 x>": position 7: a number of times is expected here, and not x\n  bd*<2 x>\n        ^')
fails('p"bd *2"', 'p: "bd *2": position 4: "*" stands right after its step, without a space\n  bd *2\n     ^')
fails('p"bd(3)"', 'p: "bd(3)": position 5: pulses and steps are expected, and may be a rotation: (3,8) or (3,8,2)\n  bd(3)\n      ^')
fails('p"bd(3,8"', 'p: "bd(3,8": position 3: ")" is expected to close this "("\n  bd(3,8\n    ^')
fails('p"bd(3,8,)"', 'p: "bd(3,8,)": position 8: a number is expected here: pulses, steps, and may be a rotation, as in (3,8,2)\n  bd(3,8,)\n         ^')
fails('p"bd(,8)"', 'p: "bd(,8)": position 4: a number is expected here: pulses, steps, and may be a rotation, as in (3,8,2)\n  bd(,8)\n     ^')
fails('p"bd":every(2.5, rev)', "every: cycles: a whole number, or a pattern of them, is expected, and not 2.5")
fails('p"bd(a,8)"', 'p: "bd(a,8)": position 4: a number of pulses is expected here, and not a\n  bd(a,8)\n     ^')
fails('p"_ bd"', 'p: "_ bd": position 1: "_" needs a step before it\n  _ bd\n  ^')
fails('p"! bd"', 'p: "! bd": position 1: "!" needs a step before it\n  ! bd\n  ^')
fails('p"bd@"', 'p: "bd@": position 4: a number from 0 on is expected right after "@", and not the end\n  bd@\n     ^')
fails('p"bd@0"', 'p: "bd@0": position 4: a weight is more than 0\n  bd@0\n     ^')
fails('p"bd?2"', 'p: "bd?2": position 4: a share from 0 to 1 is expected right after "?"\n  bd?2\n     ^')
fails('p"bd: sn"', 'p: "bd: sn": position 5: a number or a word is expected right after ":", and not "sn"\n  bd: sn\n      ^')
fails('p"a | b , c"', 'p: "a | b , c": position 7: "," and "|" do not mix at one level; one of them is put in [ ]\n  a | b , c\n        ^')
fails('p"a $ b"', 'p: "a $ b": position 3: "$" has no meaning in a pattern\n  a $ b\n    ^')
fails('p"ü €$"', 'p: "ü €$": position 4: "$" has no meaning in a pattern\n  ü €$\n     ^')
fails('p"0 .. x"', 'p: "0 .. x": position 6: a number is expected here, and not x\n  0 .. x\n       ^')
fails('p"0 .. 99999"', 'p: "0 .. 99999": position 3: a range of 10000 numbers at most is expected\n  0 .. 99999\n    ^')
fails('p"bd(3,99999)"', 'p: "bd(3,99999)": position 3: a rhythm of 10000 steps at most is expected\n  bd(3,99999)\n    ^')
fails('p"-x"', 'p: "-x": position 1: "-x" is neither a number nor a note nor a word\n  -x\n  ^')
fails('p"{a b}%"', 'p: "{a b}%": position 7: a number, or numbers in brackets, is expected right after "%", and not the end\n  {a b}%\n        ^')
fails('p("bd\\n[sn")', 'p: "bd [sn": position 4: "]" is expected to close this "["\n  [sn\n  ^')
fails('p(("["):rep(100))', 'p: "…' .. ("["):rep(72) .. '…": position 61: brackets nest more than 60 deep\n  …' .. ("["):rep(72) .. "…\n  " .. (" "):rep(37) .. "^")
fails('p(("ü "):rep(40) .. "$ b")', 'p: "… ' .. ("ü "):rep(34) .. '$ b": position 81: "$" has no meaning in a pattern\n  … ' .. ("ü "):rep(34) .. "$ b\n  " .. (" "):rep(70) .. "^")
fails('p"a b*99999"', 'p: "a b*99999": position 5: 99999 times is more than a cycle can hold: up to 4096 are expected\n  a b*99999\n      ^')
fails('p"b*<2 -5000>"', 'p: "b*<2 -5000>": position 6: -5000 times is more than a cycle can hold: up to 4096 are expected\n  b*<2 -5000>\n       ^')
fails('p"b/0.0001"', 'p: "b/0.0001": position 3: 0.0001 times is more than a cycle can hold: 1/4096 or more after "/" is expected\n  b/0.0001\n    ^')
fails('p"bd|"', 'p: "bd|": position 3: a step is expected on both sides of "|"; ~ is a rest\n  bd|\n    ^')
fails('p"bd sn,,hh"', 'p: "bd sn,,hh": position 7: a step is expected on both sides of ","; ~ is a rest\n  bd sn,,hh\n        ^')
fails('p"[, bd]"', 'p: "[, bd]": position 2: a step is expected on both sides of ","; ~ is a rest\n  [, bd]\n   ^')

-- Mistakes in arguments.
fails('p"bd":fast("2 <3")', 'fast: factor: "2 <3": position 3: ">" is expected to close this "<"\n  2 <3\n    ^')
fails('p"bd":fast(rev)', "fast: factor: a number, or a pattern of them, is expected, and not a function")
fails('p"bd":fast("x")', 'fast: factor: a number, or a pattern of them, is expected, and not "x"')
fails('p"bd":fast()', "fast: fast(pattern, factor): factor is missing: a number, or a pattern of them, is expected")
fails('p"bd":fast(1, 2)', "fast: fast(pattern, factor) takes no more, and 2 were given")
fails('p"bd":fastt(2)', 'there is no method of patterns "fastt"; did you mean "fast"?')
fails('p"bd":every(4, 2)', "every: transform: a transform is expected, as fast(2), rev or function(x) return x:fast(2) end, and not 2")
fails('p"bd":every(4, function(x) end)', "every: the transform returned nothing; a pattern is expected (is a return missing?)")
fails('p"0 1":scale("minr")', 'scale: there is no scale "minr"; did you mean "minor"?')
fails('p"0 1":scale("c4 dorain")', 'scale: there is no scale "dorain"; did you mean "dorian"?')
fails('p"0 1":scale("<c4:major d4:minr>")', 'scale: there is no scale "minr"; did you mean "minor"?')
fails('chord("amaj77")', 'chord: there is no chord "maj77"; did you mean "maj7"?')
fails('chord("<am7 hm>")', 'chord: a chord begins with its root, a to g: "am7" or "ef"; "hm" does not')
fails('p"[0,4]":arp("upp")', 'arp: mode: there is no mode of arpeggio "upp"; did you mean "up"?')
fails('p"0":tuning("jsut")', 'tuning: there is no tuning "jsut"; did you mean "just"?')
fails('p"0":add(1, {structure="lift"})', 'add: structure: there is no structure "lift"; did you mean "left"?')
fails('p"0":degrade{sed=1}', 'degrade: there is no parameter "sed"; did you mean "seed"?')
fails('p"bd":query("x", 1)', 'query: from: a time in cycles is expected, and not "x"')
fails('p"bd" + function() end', "+: a pattern, or a string, a number or a list that becomes one, is expected, and not a function")
fails('p"bd":fast(0/0)', "fast: factor: a time must be a finite number of cycles, and not " .. tostring(0 / 0))
fails('timecat{3}', 'timecat: 1: {length, pattern} is expected, as {3, "bd*4"}, and not 3')
-- What would be silent or without effect.
fails('p"bd":fast{}', 'fast: factor: a number, or a pattern of them, is expected, and not a table')
fails('p"bd":fast(p"bd sn")', 'fast: factor: a number, or a pattern of them, is expected, and not "bd"')
fails('p"bd".fast(2)', 'fast: a colon is expected before it, as in pattern:fast(…): a dot leaves the pattern out')
fails('p"bd":every(fast(2), 3)', 'every: cycles: a whole number, or a pattern of them, is expected, and not a transform that awaits its pattern; as in p"bd sn":every(4, fast(2))')
fails('p"bd":off("1/8", fast(2))', 'off: by: in a string "1/8" is a number slowed down; the fraction is 1/8 without quotes, or "1%8"')
fails('p"0":legato("x")', 'legato: share: a number, or a pattern of them, is expected, and not "x"')
fails('p"0":legato(0)', "legato: share: a share of the event's time, above 0, is expected, and not 0")
fails('p"0 1":range("a", 3)', 'range: lo: a number, or a pattern of them, is expected, and not "a"')
fails('p"0 2":transpose("x")', 'transpose: semitones: a number, or a pattern of them, is expected, and not "x"')
fails('p"0 2":set{gain="loud"}', 'set: gain: a number is expected, and not "loud"')
fails('p"0*8":degrade_by(2)', 'degrade_by: share: a number from 0 to 1 is expected, and not 2')
fails('p"0":humanize(2)', 'humanize: amount: at most a cycle is expected, and not 2')
fails('p"<a x>":pick{a="bd sn", b="bd"}', 'pick: there is no pattern in the list called "x"; did you mean "a"?')
fails('stack("bd", 3, fast(2))', 'stack: 3: a pattern, or a string, a number or a list that becomes one, is expected, and not a transform that awaits its pattern')
fails('p"0 2":scale("h4 minor")', 'scale: "h4" is no root: a note such as c4, ef3 or f#2 is expected')
fails('chord("a4m7")', [[chord: "a4m7": the octave stands apart from the chord: "a4'm7"]])
fails('p"bd":gain(0.8)', 'gain is no word of patterns: here it is :set{gain = -2}, in decibels')
check.that("a pattern does not change", not pcall(function() patterns.mini("bd").x = 1 end))

-- The place that is told is the user's line, and an error in the user's function keeps its own.
local function place_of(text)
  local _, told = pcall(assert(load(text, "=patch", "t", environment)))
  return tostring(told):match("^[^\n]*")
end
check.equal("the line of the call", place_of('\n\nlocal x = p"bd":fast("<2")\nreturn x'):match("^patch:3:"), "patch:3:")
check.equal("the line in the function", place_of('return p"bd":every(2,\nfunction(x)\nreturn x:fastt(2) end)'),
  'patch:3: there is no method of patterns "fastt"; did you mean "fast"?')

-- Inside other words a mistake is told by the outer one, at its own line.
fails('p"bd":every(4, fast)', "every: fast(pattern, factor): factor is missing: a number, or a pattern of them, is expected")
fails('every(4, fast("<2"))', 'fast: factor: "<2": position 1: ">" is expected to close this "<"\n  <2\n  ^')
fails('fast(2):fats(3)', 'there is no transform "fats"; did you mean "fast"?')
fails('fast(2):slow("x")', 'slow: factor: a number, or a pattern of them, is expected, and not "x"')
fails('fast(2)(print)', "a pattern, or a string, a number or a list that becomes one, is expected, and not a function")
fails('fast(5, 2)', "fast: fast(pattern, factor): pattern: a pattern is expected, and not 5")

-- Tidal's order, the pattern last, is told, and never awaited in silence; where a pattern may stand last it does.
for call, meant in pairs {
  ['every(2, rev, p"1 2")'] = 'p"1 2":every(2, rev)', ['jux(rev, p"1 2")'] = 'p"1 2":jux(rev)', ['fast(2, p"1 2")'] = 'p"1 2":fast(2)',
  ['sometimes(rev, p"1 2")'] = 'p"1 2":sometimes(rev)', ['off(0.25, fast(2), p"1 2")'] = 'p"1 2":off(0.25, fast(2))',
  ['within(0, 0.5, rev, p"1 2")'] = 'p"1 2":within(0, 0.5, rev)', ['early(0.25, p"1 2")'] = 'p"1 2":early(0.25)',
} do
  fails(call, call:match("^[%w_]+") .. ": the pattern stands first, as in " .. meant)
end
check.equal("a rotation is a pattern", tostring(check.evaluate('euclid(3, 8, p"0 2")', environment)):match("^[^\n]*"), 'euclid(3, 8, p"0 2")')

-- A word with all that it needs but its pattern awaits that, also where a pattern is what it needs; a method has its pattern.
local function same(name, text, other)
  check.equal(name, check.shown(check.evaluate(text, environment):query(0, 8)), check.shown(check.evaluate(other, environment):query(0, 8)))
end
same("add of a pattern awaits", 'p"0 1":every(2, add(p"1 2"))', 'p"0 1":every(2, function(x) return x:add(p"1 2") end)')
same("fast of a pattern awaits", 'fast(p"<2 4>")(p"a b")', 'p"a b":fast(p"<2 4>")')
same("struct of a pattern awaits", 'p"a":off(0.25, struct(p"1 1"))', 'p"a":off(0.25, function(x) return x:struct(p"1 1") end)')
fails('fast(p"bd")', 'fast: factor: a number, or a pattern of them, is expected, and not "bd"')
