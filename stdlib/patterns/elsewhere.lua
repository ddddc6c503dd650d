local patterns = ...

-- Methods by which other programs know what has another name here, chiefly Strudel's and Tidal's.

local function control(name, value) return (":set{%s = %s}"):format(name, value) end
local kit = ":on(kits.default), or another of print(kits)"

patterns.elsewhere = {
  gain = control("gain", -2) .. ", in decibels", velocity = control("amp", 0.8), n = control("n", 1), note = ":add(n), or p\"c4 e4\" itself",
  pan = control("pan", 0.5) .. ", from -1, left, to 1, right", speed = control("speed", 2), begin = control("from", 0.25),
  sound = kit, s = kit, bank = kit, stutter = ":ply(n), or :striate(n)", hurry = ":fast(n), with :set{speed = n}",
  cut = control("cut", '"hat"'), clip = ":legato(share)", sustain = ":legato(share)", release = ":on(synths.default, {release = 0.3})",
  attack = ":on(synths.default, {attack = 0.01})", cutoff = ":on(synths.default, {cutoff = 800})",
  lpf = ":on(instrument):lowpass(800), or the control cutoff where the instrument has one", hpf = ":on(instrument):highpass(200)",
  lpq = ":on(instrument):lowpass(800, q)", room = ":on(instrument):reverb()", size = ":on(instrument):reverb()",
  delay = ":on(instrument):echo(beats(0.75), 4), or :echo_with(times, by, transform)", shape = ":on(instrument):tanh(2)",
  echo = ":echo_with(times, by, transform), or :on(instrument):echo(beats(0.75), 4) on its sound",
  cpm = "tempo(120), in beats a minute", cps = "tempo(120), in beats a minute", density = ":fast(n)", sparsity = ":slow(n)",
  juxBy = ":jux_by(spread, transform)", firstOf = ":first_of(n, transform)", lastOf = ":last_of(n, transform)",
  iterBack = ":iter(-n)", rolled = ":arp(mode)", slowcat = "cat(…)", polymeter = "p\"{a b c}%4\"",
}
