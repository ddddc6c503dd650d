-- An echo as an instrument: chords on the offbeat go into a loop with a filter, and the loop is played as much as they are.
tempo(72) volume(-2)
drums = p"bd ~ ~ ~ [bd sn] ~ ~ ~, ~ rim ~ [rim ~ rim], [~ hh]*4"
bass = p"<[c2 ~ ~ c2 ~ ef2 ~ ~] [f1 ~ ~ f1 ~ g1 bf1 ~]>":on(synths.bass_sub)
skank = p"~ c4'min ~ c4'min":chord():on(synths.organ, { legato = 0.3, amp = 0.5 })
spring = feedback(function(loop)
  return skank + loop:delay(beats(0.75)):bandpass(900, 0.7):tanh() * 0.75
end)
play(drums:on(kits.default))
play(bass)
play(spring * 0.5)
