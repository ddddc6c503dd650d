-- The pattern library's files in the order in which they are called, each with the one table that they share.
return {
  "errors", "rational", "pattern", "joins", "slots", "hash", "sources", "awaiting", "remembering", "arguments", "words", "elsewhere", "show",
  "mini_lexer", "mini_parser", "mini",
  "basics", "time", "structure", "combining", "conditional", "chance", "continuous", "values", "controls",
  "scale_list", "scales", "tunings", "chord_list", "chords", "arpeggios", "sampling", "feel",
}
