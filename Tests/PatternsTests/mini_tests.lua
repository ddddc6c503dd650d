local check = ...

local patterns = check.load()
local function onsets(text, from, to) return check.onsets(patterns.mini(text), from, to) end

-- What the cases from Tidal do not tell.
check.equal("nothing", onsets(""), "")
check.equal("empty brackets rest", onsets("bd []"), "bd@0")
check.equal("- rests", onsets("bd - sn -"), "bd@0 sn@1/2")
check.equal("numbers", onsets("-1 2.5 .5 1e2"), "-1@0 2.5@1/4 0.5@1/2 100@3/4")
check.equal("note names", onsets("c4 ef3 cs5 f#2 bf-1 C4"), "60@0 51@1/6 73@1/3 42@1/2 10@2/3 60@5/6")
check.equal("a letter is a word", onsets("a b c e f"), "a@0 b@1/5 c@2/5 e@3/5 f@4/5")
check.equal("a word with an index", onsets("bd:3 808:1"), "{n=3 word=bd}@0 {n=1 word=808}@1/2")
check.equal("a note with a word", onsets("c4:minor"), "{n=minor note=60}@0")
check.equal("polymeter of its own length", onsets("{a b c}"), "a@0 b@1/3 c@2/3")
check.equal("polymeter of a pattern of steps", onsets("{a b c}%<2 3>", 0, 2), "a@0 b@1/2 a@1 b@4/3 c@5/3")
check.equal("polymeter of two", onsets("{a b, c d e}", 0, 1), "a@0 c@0 b@1/2 d@1/2")
check.equal("< > in parallel", onsets("<a b, c>", 0, 2), "a@0 c@0 b@1 c@1")
check.equal("a fraction", onsets("bd*3%2", 0, 2), "bd@0 bd@2/3 bd@4/3")
check.equal("numbers down", onsets("3 .. 1"), "3@0 2@1/3 1@2/3")
check.equal("a range of patterns", onsets("0 .. <1 2>", 0, 2), "0@0 1@1/2 0@1 1@4/3 2@5/3")
check.equal("without spaces", onsets("0..2"), "0@0 1@1/3 2@2/3")
check.equal("Euclid, rotated", onsets("bd(3,8,2)"), "bd@1/8 bd@1/2 bd@3/4")
check.equal("modifiers in a row", onsets("bd(3,8)*2!2 hh"), "bd@0 bd@1/16 bd@1/8 bd@1/6 bd@11/48 bd@7/24 bd@1/3 bd@19/48 bd@11/24 bd@1/2 bd@9/16 bd@5/8 hh@2/3")
check.equal("weights below 1", onsets("a@0.5 b"), "a@0 b@1/3")
check.equal("brackets in a factor", onsets("bd*[2 4]"), "bd@0 bd@1/2 bd@3/4")
check.equal("lines", onsets("bd\n  sn\thh"), "bd@0 sn@1/3 hh@2/3")
check.equal("other scripts", onsets("ø ü"), "ø@0 ü@1/2")
check.equal("bd? drops by chance, the same each time", onsets("bd*8?", 0, 4), onsets("bd*8?", 0, 4))
check.that("bd?0 keeps all, bd?1 none", onsets("bd*4?0") == onsets("bd*4") and onsets("bd*4?1") == "")
check.that("two ? decide apart", onsets("a*16?", 0, 4):gsub("a", "b") ~= onsets("b*16?0.5 . ~", 0, 4)
  and onsets("[a*16?, b*16?]", 0, 4):gsub("b@%S+", ""):gsub("%s+", " ") ~= onsets("[a*16?, b*16?]", 0, 4):gsub("a@%S+", ""):gsub("b", "a"):gsub("%s+", " "))

local counts = { a = 0, b = 0, c = 0 }
for _, event in ipairs(patterns.mini("a|b|c"):query(0, 3000)) do counts[event.value] = counts[event.value] + 1 end
check.that("| picks each about as often, one a cycle", counts.a + counts.b + counts.c == 3000
  and counts.a > 900 and counts.b > 900 and counts.c > 900)

local kept = #patterns.mini("hh*8?0.3"):query(0, 1000)
check.that("?0.3 drops three in ten", kept > 5400 and kept < 5800, "  " .. kept)

check.equal("no drift", onsets("[a b c]/7 d", 10000, 10001), onsets("[a b c]/7 d", 10000 % 7, 10000 % 7 + 1):gsub("(%S+)@(%S+)", function(value, time)
  local num, den = time:match("^(%d+)/?(%d*)$")
  den = den == "" and 1 or den
  local moved = patterns.rational.reduced(math.tointeger(num), math.tointeger(den)) + (10000 - 10000 % 7)
  return value .. "@" .. tostring(moved)
end))
