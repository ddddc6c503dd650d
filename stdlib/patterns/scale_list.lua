local patterns = ...

-- Scales by the semitones above their root, within an octave. Where Tidal has a name it is Tidal's scale; other names of
-- the same scale stand after it. Halves are quarter tones.

local list = {
  -- The modes of the major scale.
  { "0 2 4 5 7 9 11", "major", "ionian" },
  { "0 2 3 5 7 9 10", "dorian" },
  { "0 1 3 5 7 8 10", "phrygian" },
  { "0 2 4 6 7 9 11", "lydian" },
  { "0 2 4 5 7 9 10", "mixolydian" },
  { "0 2 3 5 7 8 10", "minor", "aeolian", "natural minor" },
  { "0 1 3 5 6 8 10", "locrian" },
  -- Minor scales, their modes and their like.
  { "0 2 3 5 7 8 11", "harmonic minor" },
  { "0 2 4 5 7 8 11", "harmonic major" },
  { "0 2 3 5 7 9 11", "melodic minor", "jazz minor" },
  { "0 2 4 5 7 8 10", "melodic major", "mixolydian flat 6", "hindu" },
  { "0 1 3 5 7 9 10", "dorian flat 2", "phrygian sharp 6" },
  { "0 2 4 6 8 9 11", "lydian augmented" },
  { "0 2 4 6 7 9 10", "lydian dominant", "overtone", "acoustic" },
  { "0 2 3 5 6 8 10", "locrian sharp 2", "half diminished" },
  { "0 1 3 4 6 8 10", "altered", "super locrian" },
  { "0 1 4 5 7 8 10", "phrygian dominant", "spanish", "ahavarabah", "freygish" },
  { "0 2 3 6 7 9 10", "ukrainian dorian", "romanian minor" },
  { "0 1 3 5 6 9 10", "locrian natural 6" },
  { "0 3 4 6 7 9 11", "lydian sharp 2" },
  { "0 2 4 5 8 9 11", "ionian augmented" },
  { "0 1 3 4 6 8 9", "ultralocrian" },
  { "0 1 3 5 7 8 11", "neapolitan minor" },
  { "0 1 3 5 7 9 11", "neapolitan major" },
  { "0 2 3 6 7 8 11", "hungarian minor", "gypsy minor" },
  { "0 3 4 6 7 9 10", "hungarian major" },
  { "0 1 4 5 7 8 11", "double harmonic", "byzantine", "bhairav", "arabic" },
  { "0 1 4 6 8 10 11", "enigmatic" },
  { "0 1 4 5 6 8 11", "persian" },
  { "0 1 4 5 6 9 10", "oriental" },
  { "0 2 4 5 6 8 10", "major locrian", "locrian major" },
  { "0 2 4 6 7 8 10", "lydian minor" },
  { "0 2 4 6 8 10 11", "leading whole" },
  -- The thaats of Hindustani music that are not above, after V. N. Bhatkhande.
  { "0 1 3 6 7 8 11", "todi" },
  { "0 1 4 6 7 8 11", "purvi" },
  { "0 1 4 6 7 9 11", "marva" },
  { "0 2 3 6 7 9 11", "madhuvanti" },
  { "0 1 4 5 7 9 10", "ahir bhairav" },
  -- Five notes.
  { "0 2 4 7 9", "major pentatonic", "majPent", "pentatonic", "gong" },
  { "0 3 5 7 10", "minor pentatonic", "minPent", "yu" },
  { "0 2 5 7 9", "ritusen", "scottish", "zhi" },
  { "0 2 5 7 10", "egyptian", "suspended pentatonic", "shang" },
  { "0 3 5 8 10", "malkos", "jiao" },
  { "0 2 3 7 9", "kumai" },
  { "0 2 3 7 8", "hirajoshi" },
  { "0 1 5 7 8", "miyako bushi", "in sen pou" },
  { "0 1 5 7 10", "insen" },
  { "0 1 5 6 10", "iwato" },
  { "0 4 5 9 11", "chinese raga" },
  { "0 4 6 7 11", "chinese" },
  { "0 4 5 7 10", "indian" },
  { "0 5 7 10 11", "okinawan" },
  { "0 4 5 7 11", "ryukyu" },
  { "0 1 3 7 8", "pelog", "balinese" },
  { "0 1 3 7 10", "pelog selisir" },
  { "0 3 6 7 10", "kung pentatonic" },
  { "0 2 4 7 8", "major flat 6 pentatonic" },
  { "0 2 4 6 11", "prometheus" },
  { "0 1 4 7 9", "scriabin" },
  -- Six notes.
  { "0 3 5 6 7 10", "blues", "blues minor" },
  { "0 2 3 4 7 9", "blues major" },
  { "0 2 4 6 8 10", "whole tone", "whole", "messiaen 1" },
  { "0 3 4 7 8 11", "augmented" },
  { "0 1 4 5 8 9", "augmented 2" },
  { "0 2 4 6 9 10", "mystic" },
  { "0 1 4 6 7 10", "tritone scale" },
  { "0 2 4 5 7 9", "major hexatonic", "hexMajor6" },
  { "0 2 3 5 7 10", "minor hexatonic", "hexDorian" },
  { "0 2 4 7 9 11", "hexMajor7" },
  { "0 1 3 5 8 10", "hexPhrygian" },
  { "0 2 5 7 9 10", "hexSus" },
  { "0 3 5 7 8 10", "hexAeolian" },
  { "0 1 3 5 7 10", "ritsu" },
  -- Eight notes and more.
  { "0 2 3 5 6 8 9 11", "diminished", "whole half" },
  { "0 1 3 4 6 7 9 10", "octatonic", "half whole", "diminished 2", "messiaen 2" },
  { "0 2 4 5 7 9 10 11", "bebop", "bebop dominant" },
  { "0 2 4 5 7 8 9 11", "bebop major" },
  { "0 2 3 4 5 7 9 10", "bebop dorian", "bebop minor" },
  { "0 1 3 4 5 7 8 10", "spanish eight", "jewish" },
  { "0 2 3 4 6 7 8 10 11", "messiaen 3" },
  { "0 1 2 5 6 7 8 11", "messiaen 4" },
  { "0 1 5 6 7 11", "messiaen 5" },
  { "0 2 4 5 6 8 10 11", "messiaen 6" },
  { "0 1 2 3 5 6 7 8 9 11", "messiaen 7" },
  { "0 1 2 3 4 5 6 7 8 9 10 11", "chromatic" },
  -- Maqamat in quarter tones: ascending, as in common notation.
  { "0 1.5 3.5 5.5 7 8.5 10.5", "sikah" },
  { "0 2 3.5 5 7 9 10.5", "rast" },
  { "0 1.5 3 5 7 8 10", "bayati" },
  { "0 1.5 3 4 6 8 10", "saba" },
  { "0 1.5 3.5 5 6.5 8.5 10.5", "iraq" },
  { "0 1 4 5 7 8.5 10", "hijaz" },
}

patterns.scales, patterns.scale_names = {}, {}

-- Names are compared without case, spaces, dashes and underscores.
function patterns.plain_name(name) return (name:lower():gsub("[%s_%-]", "")) end

for _, entry in ipairs(list) do
  local steps = {}
  for step in entry[1]:gmatch("%S+") do
    local number = tonumber(step)
    steps[#steps + 1] = math.tointeger(number) or number
  end
  patterns.scale_names[#patterns.scale_names + 1] = entry[2]
  for index = 2, #entry do patterns.scales[patterns.plain_name(entry[index])] = steps end
end

-- Every name, the others of each scale too: for the nearest to a misspelt one.
patterns.all_scale_names = {}
for _, entry in ipairs(list) do table.move(entry, 2, #entry, #patterns.all_scale_names + 1, patterns.all_scale_names) end
