import Testing

/// What Lua lets pass, told or let through.
struct MistakesTests {
  /// A dot gives a word that awaits its signal, and lets go of the one before it.
  @Test func aMethodOfANameIsAskedWithAColon() throws {
    let test = try TestSession()
    try test.run("bass = saw(55):lowpass(800) list = {lowpass = function(x) return x end}")
    #expect(
      test.failure("x = bass.lowpass(800)").contains("lowpass is asked of bass with a colon: bass:lowpass(…)")
    )
    #expect(test.failure("x = bass.highpass{cutoff = 3}").contains("highpass is asked of bass with a colon"))
    #expect(try test.run("list.lowpass(3)") == "3")
    // What a chunk itself binds is a signal where it is so each time.
    #expect(
      test.failure("lead = saw(55):highpass(9) lead.lowpass(3)").contains("with a colon: lead:lowpass(…)"))
    #expect(try test.run("bass = saw(3) bass = list return bass.lowpass(6)") == "6")
    #expect(try test.run("own = {bass = saw(3)} return own.bass.frequency") == "3.0")
    #expect(try test.run("a, list2 = saw(3), list return list2.lowpass(7)") == "7")
    #expect(try test.run("local bass = list return bass.lowpass(4)") == "4")
    #expect(try test.run("for _, bass in ipairs{list} do y = bass.lowpass(5) end return y") == "5")
  }

  @Test func whatIsMeantIsNotRefused() throws {
    let test = try TestSession()
    // Two statements on a line, a local that may be nil, a number that is compared.
    try test.run("x = 2 bass = saw(55)")
    try test.run("local s = saw(55) if s then x = 3 end")
    try test.run("n = 3 if n == 3 and n then x = 4 end")
    try test.run("n = 2 saw(55):play()")
    try test.run(
      "other = n and saw(3) or sine(3) other = n and 0.5 * sine(3) or saw(3) other = n and -sine(3) or saw(3)"
    )
    try test.run("play(n and saw(3) + sine(4) or saw(5)) stop() other = n and mix{saw(3), sine(4)} or saw(5)")
    try test.run("local function delay(x) return x end if delay(3) then x = 4 end")
    try test.run("function open(gate) return gate == 1 end x = open(1) and 4")
    try test.run("same = saw(55) == saw(55)")
    try test.run("if bass == saw(55) and true then x = 3 end other = bass == sine(3) or bass == saw(55)")
    try test.run("repeat x = saw(3) until saw(3) == x x = 4")
    try test.run(
      """
      t = {
        a = 1, 5,
        b = 0,5, c = {1,
        2}, 3
      }
      for
        i = 1,3 do w = i end
      w = 1 y, v = 2, 3 w = math.max(1,
      2, 3) w = function(a, b) return 1, 2 end w = p"1,5" -- = 0,5
      a,
      b = 1, 2
      local k,
        m = 1, 2
      local v <const>,
        u = sine(2), 3
      t[1],
      b = 4, 5
      w = [[a = 0,5]] t.a = 3 t[1], t[2] = 1,2
      """)
    try test.run("a, b = 0,5 t = {c = 0,5, d = 1, 2} w = math.max(0,5) for i = 0,5 do w = i end y = 0, 5")
    try test.run("text = \"first \\z\n  2 saw(3) end\" text = 'a\\\n2 saw(3)'")
    try test.run("other = bass or saw(3) other = bass and bass.frequency or 3 other = n and 3 or 4")
    #expect(try test.run("x") == "4")
    #expect(try test.run("w = {0,5} y = p\"1 2,5\" return #w") == "2")
    #expect(try test.run("bass and bass.type") == "saw")
  }
}
