-- A bass, a beat of noise and an echo. Play it with: scripts/neap stdlib/examples/first.lua
-- At the prompt (neap -i stdlib/examples/first.lua) try: bass.cutoff = 2000, or stop(ticks).

bass = saw(55):lowpass(800) * 0.3

hit = noise() * perc(0.001, 0.12)
ticks = hit:highpass(3000):tile(0, 0.5) * 0.2

lead = sine(440) * perc(0.01, 0.4)
echoes = feedback(function(loop)
  return lead:tile(0, 2) + loop:delay(0.375):lowpass(2000) * 0.5
end):pan(0.4)

volume(-6)
play{bass, ticks, echoes * 0.3}
