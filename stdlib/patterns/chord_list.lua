local patterns = ...

-- Chords by the semitones above their root. Several spellings of one stand together.

local list = {
  { "0 4 7", "major", "", "maj", "M" },
  { "0 3 7", "minor", "m", "min" },
  { "0 3 6", "dim", "diminished", "o" },
  { "0 4 8", "aug", "augmented", "plus" },
  { "0 7", "5", "power" },
  { "0 2 7", "sus2" },
  { "0 5 7", "sus4", "sus" },
  { "0 4 6", "b5", "majb5", "flat5" },
  { "0 4 7 9", "6", "maj6", "M6", "six" },
  { "0 3 7 9", "m6", "min6", "minor6" },
  { "0 4 7 9 14", "69", "6by9", "six9" },
  { "0 3 7 9 14", "m69", "m6by9" },
  { "0 4 7 10", "7", "dom7", "dominant7" },
  { "0 4 7 11", "maj7", "major7", "M7", "ma7" },
  { "0 3 7 10", "m7", "min7", "minor7", "-7" },
  { "0 3 7 11", "mmaj7", "mM7", "minmaj7", "minormajor7" },
  { "0 3 6 9", "dim7", "o7", "diminished7" },
  { "0 3 6 10", "m7b5", "m7f5", "h7", "halfdim", "half-diminished", "min7b5" },
  { "0 3 6 11", "dimmaj7", "oM7" },
  { "0 4 8 10", "aug7", "7#5", "7s5" },
  { "0 4 8 11", "augmaj7", "maj7#5", "maj7s5" },
  { "0 4 6 10", "7b5", "7f5" },
  { "0 4 6 11", "maj7b5", "maj7f5" },
  { "0 3 8 10", "m7#5", "m7s5", "m7sharp5" },
  { "0 5 7 10", "7sus4", "7sus" },
  { "0 2 7 10", "7sus2" },
  { "0 4 7 14", "add9", "major9add", "add2" },
  { "0 3 7 14", "madd9", "minadd9" },
  { "0 4 7 17", "add11" },
  { "0 3 7 17", "madd11" },
  { "0 4 7 21", "add13" },
  { "0 3 7 21", "madd13" },
  { "0 4 7 10 14", "9", "dom9", "nine" },
  { "0 4 7 11 14", "maj9", "M9", "major9" },
  { "0 3 7 10 14", "m9", "min9", "minor9", "-9" },
  { "0 3 7 11 14", "mmaj9", "mM9" },
  { "0 5 7 10 14", "9sus4", "9sus" },
  { "0 4 8 10 14", "9#5", "9s5" },
  { "0 4 6 10 14", "9b5", "9f5" },
  { "0 3 6 10 14", "m9b5", "h9" },
  { "0 4 7 10 13", "7b9", "7f9" },
  { "0 4 7 10 15", "7#9", "7s9", "hendrix" },
  { "0 3 7 10 13", "m7b9", "m7f9" },
  { "0 4 7 10 18", "7#11", "7s11" },
  { "0 4 7 11 18", "maj7#11", "maj7s11" },
  { "0 4 7 10 20", "7b13" },
  { "0 4 7 10 14 17", "11", "dom11", "eleven" },
  { "0 4 7 11 14 17", "maj11", "M11", "major11" },
  { "0 3 7 10 14 17", "m11", "min11", "minor11" },
  { "0 4 7 10 14 18", "9#11" },
  { "0 4 7 10 14 17 21", "13", "dom13" },
  { "0 4 7 11 14 17 21", "maj13", "M13", "major13" },
  { "0 3 7 10 14 17 21", "m13", "min13", "minor13" },
  { "0 5 7 10 14 21", "13sus4", "13sus" },
  { "0 5 10 15 19", "sowhat" },
  { "0 5 10", "quartal", "fourths" },
  { "0", "1", "root", "unison" },
}

patterns.chords, patterns.chord_names, patterns.all_chord_names = {}, {}, {}
for _, entry in ipairs(list) do
  local intervals = {}
  for interval in entry[1]:gmatch("%S+") do intervals[#intervals + 1] = math.tointeger(tonumber(interval)) end
  patterns.chord_names[#patterns.chord_names + 1] = entry[2]
  for index = 2, #entry do
    patterns.chords[entry[index]] = intervals
    if entry[index] ~= "" then patterns.all_chord_names[#patterns.all_chord_names + 1] = entry[index] end
  end
end
