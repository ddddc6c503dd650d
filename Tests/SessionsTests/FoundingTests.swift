import Testing

/// The founding semantics, as they were first written down.
struct FoundingTests {
  @Test(arguments: [
    ("buffer{0,1,2,3,4}:offset(frames(4)):get_temporal(0, 9)", "0 0 0 0 0 1 2 3 4"),
    ("buffer{0,1,2,3,4}:offset(frames(-4)):get_temporal(-4, 5)", "0 1 2 3 4 0 0 0 0"),
    ("buffer{0,1,2,3,4}:tile(frames(0), frames(15)):get_temporal(-3, 5)", "0 0 0 0 1 2 3 4"),
    ("buffer{0,1,2,3,4}:dilate(0.6):get_temporal(0, 3)", "0 1.667 3.333"),
    ("buffer{0,1,2,3,4}:z(2):get_temporal(0, 5)", "0 0 0 1 2"),
    ("buffer{0,1,2,3,4}:trim(frames(1), frames(3)):get_temporal(0, 5)", "0 1 2 0 0"),
    ("buffer{0,3,1,0,0,0}:window_max(frames(3)):get_temporal(0, 6)", "0 3 3 3 1 0"),
    ("buffer{-1,0,1}:range(0, 10):get_temporal(0, 3)", "0 5 10"),
    ("buffer{0,1,2,3,4}:warp(frames(1)):get_temporal(0, 5)", "0 0 1 2 3"),
    ("sine(440):get_period()", "1200"),
    ("#sine(440):get_spectral()", "1200"),
    ("sine(100*math.pi):get_period()", "nil"),
    ("buffer{1,2,3}:get_period()", "3"),
    ("buffer{1,2,3}:offset(frames(5)):get_offset()", "5"),
    ("buffer{1,2,3}:get_range()", "0\t3"),
    ("saw(55):lowpass(800):get_period()", "nil"),
    ("sine(440).type", "sine"),
  ])
  func theAnswerIsTheOneThatWasWrittenDown(question: String, answer: String) throws {
    #expect(try TestSession().run(question) == answer)
  }

  @Test func aSineOfAmplitudeOneReadsOneHalfAtItsTwoBinsAndNothingLeaks() throws {
    let test = try TestSession()
    try test.run("s = sine(440):get_spectral()")
    #expect(
      try test.run("math.abs(s:magnitude(11) - 0.5) < 1e-6, math.abs(s:magnitude(1189) - 0.5) < 1e-6")
        == "true\ttrue")
    let leak =
      "(function() local most = 0 for k = 0, 1199 do if k ~= 11 and k ~= 1189 then most = math.max(most, s:magnitude(k)) end end return most < 1e-6 end)()"
    #expect(try test.run(leak) == "true")
    #expect(test.failure("sine(100*math.pi):get_spectral()").contains("spectrum(sig, {from=, to=, window=})"))
  }

  @Test func aSignalOfSeveralChannelsGivesOneBufferEach() throws {
    #expect(try TestSession().run("stereo{buffer{1,2}, buffer{3,4}}:get_temporal(0, 2)") == "1 2\t3 4")
    #expect(try TestSession().run("#sine{440, 442}:get_spectral()") == "24000")
  }

  @Test func aBufferIsALuaSequence() throws {
    let test = try TestSession()
    try test.run("b = buffer{5,6,7}:get_temporal(0, 3)")
    #expect(try test.run("#b, b[1], b[3], b[4]") == "3\t5.0\t7.0\tnil")
    #expect(
      try test.run("(function() local n = 0 for i, v in ipairs(b) do n = n + i * v end return n end)()")
        == "38.0")
  }
}
