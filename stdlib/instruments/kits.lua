-- Kits: which instrument a word plays. Where several are listed, bd is the first, bd:1 the second, and so on.

local function kit_of(name, doc, sounds, other_names)
  -- Two names for one sound.
  for word, sound in pairs(other_names) do sounds[word] = sounds[sound] end
  kit { name = name, doc = doc, sounds = sounds }
end

local words = {
  kick = "bd", snare = "sn", sd = "sn", hat = "hh", hc = "hh", ho = "oh", hp = "ph", rs = "rim", rimshot = "rim",
  cowbell = "cb", crash = "cr", ride = "rd", tom = "mt",
}

local function with(more)
  local all = {}
  for word, sound in pairs(words) do all[word] = sound end
  for word, sound in pairs(more) do all[word] = sound end
  return all
end

kit_of("default", "Drum machines of the eighties: long sines, tuned squares, filtered noise.", {
  bd = { "kick_deep", "kick_round", "kick_hard" },
  sn = { "snare_tight", "snare_deep" },
  hh = "hat_closed", ph = "hat_pedal", oh = "hat_open", cp = "clap",
  lt = "tom_low", mt = "tom_mid", ht = "tom_high",
  rim = "rim", cl = "clave", cb = "cowbell", cr = "crash", rd = "ride", sh = "shaker", tb = "tambourine",
}, with { clave = "cl", shaker = "sh", tambourine = "tb", clap = "cp" })

kit_of("acoustic", "Drums in a room: skins, wires, wood and bronze.", {
  bd = "kick_felt", sn = { "snare_wires", "stick" },
  hh = "hat_shut", ph = "hat_pedal", oh = "hat_loose", cp = "claps",
  lt = "tom_floor", mt = "tom_rack", ht = "tom_small",
  rim = "stick", cl = "clave", cb = "cowbell_brass", cr = "crash_bronze", rd = "ride_bronze", sh = "shaker", tb = "tambourine",
}, with { clave = "cl", shaker = "sh", tambourine = "tb", clap = "cp" })

kit_of("chip", "A game console: pulses, stepped triangles and held noise.", {
  bd = "kick_chip", sn = "snare_chip", hh = "hat_chip", ph = "hat_chip", oh = "hat_chip_open", cp = "clap_chip",
  lt = "tom_chip_low", mt = "tom_chip_mid", ht = "tom_chip_high", rim = "blip", cb = "coin",
  cr = "crash_chip", rd = "crash_chip",
}, with { clap = "cp" })
