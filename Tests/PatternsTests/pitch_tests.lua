local check = ...

local patterns = check.load()
local environment = check.environment(patterns)

local function values(text, cycles)
  local list = {}
  for index, event in ipairs(check.evaluate(text, environment):query(0, cycles or 1)) do list[index] = check.shown_value(event.value) end
  return table.concat(list, " ")
end
local function case(text, expected, cycles) check.equal(text, values(text, cycles), expected) end

case('p"0 .. 7":scale("c4 major")', "60 62 64 65 67 69 71 72")
case('p"0 .. 7":scale("c4:minor")', "60 62 63 65 67 68 70 72")
case('p"0 -1 -7 -8":scale("major")', "0 -1 -12 -13")
case('p"0 1":scale("<c4:major d4:minor_pentatonic>")', "60 62 62 65", 2)
case('p"0 1 2":scale("MinorPentatonic")', "0 3 5")
case('p"0 1":scale("major minor")', "0 2")
case('p"0 2":scale("ef3 harmonic minor")', "51 54")
case('p"0 2":scale("a minor")', "69 72")
case('p"0 1 2 3":scale{0, 3, 7}', "0 3 7 12")
case('p"0 1.7":scale("c4 major")', "60 62")
case('p"bd 1":scale("c4 major")', "bd 62")
case('p"0 1":scale("c4 rast")', "60 62")
case('p"2":scale("c4 rast")', "63.5")
case('p"0":set{pan=1}:scale("c4 major")', "{note=60 pan=1}")
case('p"c4 e4":transpose("<0 -12>")', "60 64 48 52", 2)

local seen, scales = {}, 0
for _, steps in pairs(patterns.scales) do
  local text = table.concat(steps, " ")
  if not seen[text] then scales = scales + 1 end
  seen[text] = true
  local rising = steps[1] == 0
  for index = 2, #steps do rising = rising and steps[index] > steps[index - 1] and steps[index] < 12 end
  check.that("a scale rises from 0 within the octave: " .. text, rising)
end
check.that(("sixty scales at least: %d"):format(scales), scales >= 60 and #patterns.scale_names == scales)

case('chord("am7")', "69 72 76 79")
case('chord("c")', "60 64 67")
case('chord("c7 cm c5 Cmaj7")', "60 64 67 70 60 63 67 60 67 60 64 67 71")
case('chord("<am7 f>")', "69 72 76 79 65 69 72", 2)
case('chord("asus4")', "69 74 76")
case('chord("bf7")', "70 74 77 80")
case('chord("bb")', "70 74 77")
case('chord("ef")', "63 67 70")
case('chord("c#dim")', "61 64 67")
case('chord("f#m7b5")', "66 69 72 76")
case('chord("c-7")', "60 63 67 70")
case("chord(\"c3'maj7\")", "48 52 55 59")
case('chord("c3:m7 c3")', "48 51 55 58 48 52 55")
case('chord("c:m")', "60 63 67")
case('p"60 62":chord("m")', "60 63 67 62 65 69")
case('chord("e7#9")', "64 68 71 74 79")

local spelled, chords = {}, 0
for name, intervals in pairs(patterns.chords) do
  if not spelled[intervals] then chords = chords + 1 end
  spelled[intervals] = true
  -- Each name is read as it is written, on every root that there is; notes' names excepted, which end there.
  for _, root in ipairs { "c", "f#", "bf", "a" } do
    if not patterns.note_number(root .. name) or name:match("^[5679]$") or name == "6" then
      local fine, pattern = pcall(function() return environment.chord(root .. "4:" .. name) end)
      if name == "" then fine = true
      elseif fine then fine = #pattern:query(0, 1) == #intervals end
      check.that("a chord is read: " .. root .. "4:" .. name, fine, tostring(pattern))
    end
  end
end
check.that(("forty chords at least: %d"):format(chords), chords >= 40)

case('chord("am7"):arp("up")', "69 72 76 79")
case('p"[0,4,7]":arp("down")', "7 4 0")
case('p"[0,4,7]":arp("updown")', "0 4 7 4")
case('p"[0,4,7]":arp("downup")', "7 4 0 4")
case('p"[0,4,7]":arp("up&down")', "0 4 7 7 4 0")
case('p"[0,4,7]":arp("down&up")', "7 4 0 0 4 7")
case('p"[0,4,7,12]":arp("converge")', "0 12 4 7")
case('p"[0,4,7]":arp("converge")', "0 7 4")
case('p"[0,4,7,12]":arp("diverge")', "7 4 12 0")
case('p"[0,4,7,12]":arp("disconverge")', "0 12 4 7 4 12 0")
case('p"[0,4,7]":arp("pinkyup")', "0 7 4 7")
case('p"[0,4,7]":arp("pinkyupdown")', "0 7 4 7 4 7")
case('p"[0,4,7]":arp("thumbup")', "0 4 0 7")
case('p"[0,4,7]":arp("thumbupdown")', "0 4 0 7 0 4")
case('p"[0,4,7]":arp("<up down>")', "0 4 7 7 4 0", 2)
for _, mode in ipairs(patterns.arpeggio_names) do case(('p"5":arp("%s")'):format(mode), mode:find("&") and "5 5" or "5") end

case('chord("c"):voicing()', "64 67 72")
case('chord("<c f g>"):voicing("g5")', "72 76 79 69 72 77 71 74 79", 3)
for _, top in ipairs { 60, 67, 72 } do
  local near = true
  for _, event in ipairs(environment.chord("<am7 d7 gmaj7 c69 f#m7b5>"):voicing(top):query(0, 5)) do
    near = near and event.value <= top and event.value > top - 12
  end
  check.that("voicing lies in the octave below " .. top, near)
end

case('p"0 12 24":tuning(12)', "0 12 24")
case('p"0 19 38":edo(19)', "0 12 24")
case('p"0 1":edo(24, 60)', "60 60.5")
case('p"0 1":edo("<12 24>", 60)', "60 61 60 60.5", 2)
local function near(text, expected)
  local got = check.evaluate(text, environment):query(0, 1)[1].value
  check.that(("%s: %.4f"):format(text, got), math.abs(got - expected) < 1e-4)
end
near('p"67":tuning("just")', 67.01955)
near('p"64":tuning("just")', 63.86314)
near('p"71":tuning("just", 62)', 62 + 12 * math.log(5 / 3, 2))
near('p"64":tuning("pythagorean")', 64.0782)
near('p"64":tuning("meantone")', 63.86314)
near('p"67":tuning("meantone")', 66.96578)
near('p"3":tuning{1, 5/4, 3/2, 2}', 12)
near('p"1":tuning{5/4, 3/2, 2}', 12 * math.log(5 / 4, 2))
near('p"13":tuning("bohlen pierce")', 12 * math.log(3, 2))
for _, name in ipairs(patterns.tuning_names) do
  local rises, last = true, nil
  for _, event in ipairs(environment.run(40):tuning(name):query(0, 1)) do
    rises = rises and (not last or event.value > last)
    last = event.value
  end
  check.that("a tuning rises: " .. name, rises)
end
