/// The signs of a pattern's string, for `help("mini-notation")` and `help(p)`: what is wanted on stage.
package enum MiniNotationHelp {
  /// What it may be asked for as.
  package static let names: Set<String> = ["mini-notation", "mini_notation", "mininotation", "notation"]

  static let text = """
    In a pattern's string:
      bd sn hh        one after another, all in one cycle, which is a bar
      [bd sn] hh      the steps within one step
      <bd sn hh>      one of them each cycle
      bd*2  bd/2      times as fast, as slow; *<2 3> by turns, *3%2 a fraction
      bd, hh*4        at once, in brackets or in the whole string
      ~  or  -        a rest
      bd!3 sn         the step so often, each time as a step of its own
      bd@3 sn         the step so many times as long; bd _ _ sn is the same
      bd(3,8,2)       a Euclidean rhythm: pulses, steps, rotation
      bd:3            the fourth sound of that word
      bd?  bd?0.3     dropped by chance, half the time or as told
      bd | sn | hh    one of them by chance, each cycle
      {bd sn hh}%4    so many of the steps each cycle, going on where they ended
      0 .. 3          the numbers from one to another, in the time of one step
      bd sn . hh hh   groups of steps, each a step
      c4 ef3 f#2      notes: letter, accidental, octave; 60 is c4 (MIDI)
    """
}
