-- Rhythms that divide a circle: Bjorklund's pulses, each voice with its own number of steps, meet every so many bars.
tempo(100) volume(-4)
local function ring(word, pulses, steps, turn)
  return p(word):euclid(pulses, steps, turn or 0)
end
wood = stack(ring("cl", 5, 8), ring("rim", 3, 8, 2), ring("sh", 7, 16), ring("tb", 2, 5))
drums = stack(ring("bd", 3, 8), ring("sn", 2, 8, 4), ring("ht", 5, 13))
melody = p"0 2 4 7 9 11 14":euclid(5, 8):scale("d4 minPent"):every(3, rev):off(0.125, add(5))
play(wood:on(kits.acoustic) * 0.7)
play(drums:on(kits.acoustic))
play((melody:on(synths.marimba, { amp = 0.6 }) * 0.8):pan(0.2))
