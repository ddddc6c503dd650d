-- A whole piece, some four minutes: sixteen parts, each with its own place in an arrangement of sections. It shows how a long
-- song is kept apart: a tempo, a harmony that all parts read, parts as patterns, a mix, and what sounds when.
--
-- At the prompt, while it plays: `lead1 = lead1:every(2, rev)` turns one part over; undo() turns it back.

tempo(118)
volume(-4)

-- Sections, in bars ------------------------------------------------------------------------------------------------------

local sections = {
  { name = "dawn", bars = 8 },
  { name = "verse", bars = 16 },
  { name = "lift", bars = 8 },
  { name = "chorus", bars = 16 },
  { name = "bridge", bars = 8 },
  { name = "verse", bars = 16 },
  { name = "lift", bars = 8 },
  { name = "chorus", bars = 16 },
  { name = "dusk", bars = 16 },
}

-- A part by the names of the sections that it is in; elsewhere it rests.
local function part(by_name)
  local list = {}
  for index, section in ipairs(sections) do
    list[index] = { section.bars, by_name[section.name] or silence() }
  end
  return arrange(list)
end

-- Harmony ----------------------------------------------------------------------------------------------------------------

local verse_chords = chord("<a2'm7 f2'maj7 c3'maj7 g2'sus4>")
local lift_chords = chord("<d3'm7 e3'm7 f2'maj7 g2'7>")
local chorus_chords = chord("<f2'maj9 g2'6 a2'm7 e2'm7 f2'maj9 g2'6 c3'maj9 c3'maj9>")
local bridge_chords = chord("<d3'm9 bf2'maj7 g2'm7 a2'7>")

local verse_roots = p"<a1 f1 c2 g1>"
local lift_roots = p"<d2 e2 f1 g1>"
local chorus_roots = p"<f1 g1 a1 e1 f1 g1 c2 c2>"
local bridge_roots = p"<d2 bf1 g1 a1>"

-- Drums ------------------------------------------------------------------------------------------------------------------

local four = p"bd*4"
local broken = p"bd ~ [~ bd] ~ ~ bd [bd ~] ~"

kick1 = part {
  verse = broken,
  lift = four,
  chorus = stack(four, p"~ ~ ~ [~ ~ ~ bd]"),
  bridge = p"bd ~ ~ ~",
  dusk = p"<bd ~> ~ ~ ~",
}

snare1 = part {
  verse = p"~ sn ~ sn",
  lift = cat(p"~ sn ~ sn", p"~ sn ~ sn", p"~ sn ~ sn", p"sn*2 sn*2 sn*4 sn*8":accent(p.saw:range(0.3, 1))),
  chorus = stack(p"~ sn ~ sn", p"~ cp ~ cp"):every(4, off(1 / 16, fast(1))),
  bridge = p"~ ~ rim ~",
}

hats1 = part {
  dawn = p"hh*8":degrade_by(0.6),
  verse = p"hh*8":accent("1 0.5 0.8 0.5"):swing(0.1),
  lift = p"hh*16":accent("1 0.4 0.7 0.4"),
  chorus = stack(p"hh*16":accent("1 0.4 0.7 0.4"), p"[~ oh]*4"),
  bridge = p"~ hh ~ hh",
  dusk = p"hh*8":degrade_by(0.7),
}

cymbals1 = part {
  lift = p"<~ ~ ~ ~ ~ ~ ~ ~>",
  chorus = p"<cr ~ ~ ~ ~ ~ ~ ~>",
  bridge = p"<cr ~ ~ ~ ~ ~ ~ ~>",
  dusk = p"<cr ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~ ~>",
}

toms1 = part {
  verse = p"<~ ~ ~ [~ ~ ~ [ht mt lt]]>",
  chorus = p"<~ ~ ~ ~ ~ ~ ~ [~ ~ [ht ht] [mt lt]]>",
  bridge = p"lt(3,8)":degrade_by(0.3),
}

shakers1 = part {
  verse = p"sh*16":accent("0.7 0.3 0.5 0.3"),
  chorus = p"tb(5,16)",
}

-- Basses -----------------------------------------------------------------------------------------------------------------

bass1 = part {
  verse = verse_roots:struct("1 ~ ~ 1 ~ 1 ~ ~"),
  lift = lift_roots:ply(8),
  chorus = chorus_roots:struct("1 ~ 1 ~ 1 ~ [1 1] ~"),
  bridge = bridge_roots,
  dusk = verse_roots:slow(2),
}

sub1 = part {
  lift = lift_roots,
  chorus = chorus_roots,
  bridge = bridge_roots,
}

-- Chords -----------------------------------------------------------------------------------------------------------------

pads1 = part {
  dawn = verse_chords:voicing(),
  verse = verse_chords:voicing(),
  lift = lift_chords:voicing(),
  chorus = chorus_chords:voicing(),
  bridge = bridge_chords:voicing(),
  dusk = verse_chords:voicing():slow(2),
}

keys1 = part {
  verse = verse_chords:voicing():struct("~ 1 ~ [~ 1]"),
  chorus = chorus_chords:voicing():struct("1 ~ [~ 1] 1"),
  dusk = verse_chords:voicing():struct("1 ~ ~ ~"):slow(2),
}

strings1 = part {
  lift = lift_chords:voicing():add(12),
  chorus = chorus_chords:voicing():add(12),
}

-- Figures ----------------------------------------------------------------------------------------------------------------

arp1 = part {
  dawn = verse_chords:arp("up"):fast(1):add(24),
  verse = verse_chords:arp("updown"):add(24):degrade_by(0.2),
  lift = lift_chords:arp("up"):ply(2):add(24),
  chorus = chorus_chords:arp("thumbup"):add(24),
  dusk = verse_chords:arp("down"):add(24):slow(2):degrade_by(0.4),
}

local tune = p"<[4 ~ 2 3] [4@3 2] [0 ~ 1 2] [1@3 ~]>"
local answer = p"<[7 6 4 2] [3@2 4@2] [7 8 9 7] [4@3 ~]>"

lead1 = part {
  verse = cat(silence(), silence(), silence(), silence(), tune, tune, tune, tune):scale("a4 minor"),
  chorus = answer:scale("c5 major"):off(1 / 8, degrade_by(0.5)),
}

counter1 = part {
  chorus = answer:scale("c4 major"):late(1 / 2):slow(2),
  bridge = p"<[9 ~ 7 ~] [5@2 ~@2] [7 ~ 5 ~] [4@4]>":scale("d4 dorian"),
}

bells1 = part {
  dawn = p"0 4 7 11":shuffle(4):degrade_by(0.6):scale("a4 minPent"),
  bridge = p"0 2 4 6":shuffle(4):degrade_by(0.4):scale("d5 dorian"),
  dusk = p"0 4 7 11":shuffle(4):degrade_by(0.6):scale("a4 minPent"),
}

plucks1 = part {
  verse = verse_chords:arp("converge"):add(12):struct("1(5,8)"),
  bridge = bridge_chords:arp("pinkyup"):add(12),
}

-- The mix ----------------------------------------------------------------------------------------------------------------

kick = kick1:on(kits.default)
snare = snare1:on(kits.default):reverb { decay = 0.8, wet = 0.12 }
hats = hats1:on(kits.default, { pan = 0.15 }) * 0.6
cymbals = cymbals1:on(kits.default) * 0.5
toms = toms1:on(kits.default):reverb { decay = 1, wet = 0.15 }
shakers = shakers1:on(kits.default, { pan = -0.3 }) * 0.4
bass = bass1:on(synths.bass_pluck, { cutoff = p.sine:slow(16):range(500, 1600):segment(1) }) * 0.9
deep = sub1:on(synths.bass_sub) * 0.6
pads = pads1:on(synths.pad_warm, { legato = 1.05, amp = 0.35 }):highpass(180)
keys = keys1:on(synths.piano_electric, { legato = 0.7, amp = 0.5 })
strings = strings1:on(synths.strings, { legato = 1.02, amp = 0.3 }):highpass(250)
arps = arp1:on(synths.lead_chip, { legato = 0.5, amp = 0.25, pan = p.sine:slow(4):range(-0.6, 0.6):segment(8) })
lead = lead1:on(synths.lead_square, { amp = 0.5 }):echo(beats(0.75), 1.2) * 0.7
counter = counter1:on(synths.brass, { amp = 0.4 })
bells = bells1:on(synths.bell, { amp = 0.4, pan = p.rand:range(-0.7, 0.7):segment(4) })
plucks = plucks1:on(synths.pluck, { amp = 0.5, pan = -0.2 })

play { kick, snare, hats, cymbals, toms, shakers, bass, deep }
play { pads, keys, strings, arps, lead, counter, bells, plucks }
