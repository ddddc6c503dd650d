import Testing

/// Reading and setting parameters by name.
struct ParameterTests {
  @Test func theOnlySignalBelowANameThatHasAParameterIsSet() throws {
    let test = try TestSession()
    try test.run("bass = saw(55):lowpass(800) * 0.3")
    try test.run("bass.cutoff = 900")
    #expect(try test.run("bass.cutoff, bass.frequency") == "900.0\t55.0")
    try test.run("bass.frequency = 110")
    #expect(try test.run("bass.frequency") == "110.0")
  }

  @Test func whereThereAreSeveralTheErrorListsWhatToType() throws {
    let test = try TestSession()
    try test.run("x = saw(55):lowpass(800):highpass(100)")
    let message = test.failure("x.cutoff = 900")
    #expect(message.contains("x:find(\"highpass\").cutoff") && message.contains("x:find(\"lowpass\").cutoff"))
    try test.run("x:find('lowpass').cutoff = 900")
    #expect(try test.run("x:find('lowpass').cutoff, x:find('highpass').cutoff") == "900.0\t100.0")
  }

  @Test func otherNamesAreNotReachedThrough() throws {
    let test = try TestSession()
    try test.run("osc = saw(55)")
    try test.run("bass = osc:lowpass(800)")
    #expect(
      test.failure("bass.frequency = 3").contains("but of osc, which it is made of: say osc.frequency"))
  }

  @Test func oneRowReachedTwiceIsOneTarget() throws {
    let test = try TestSession()
    try test.run("x = (function() local s = saw(55) return s + s * 0.5 end)()")
    try test.run("x.frequency = 110")
    #expect(try test.run("x.frequency") == "110.0")
  }

  @Test func anUnnamedSignalCannotBeSetAndTheErrorSaysToNameIt() throws {
    let message = try TestSession().failure("saw(55).frequency = 3")
    #expect(message.contains("bind it first"))
  }

  @Test func aParameterMayBeASignalAndGlides() throws {
    let test = try TestSession()
    try test.run("x = saw(55):lowpass(800)")
    try test.run("x.cutoff = to(3000, 1)")
    #expect(
      try test.run("x.cutoff:get_temporal(0, 1)[1], x.cutoff:get_temporal(48000, 48001)[1]")
        == "800.0\t3000.0")
    #expect(test.failure("y = to(3000, 8)").contains("glides a parameter from its present value"))
  }
}
