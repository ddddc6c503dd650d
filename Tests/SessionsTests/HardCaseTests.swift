import Graphs
import Kinds
import Scripting
@testable import Sessions
import Signals
import Testing
import Workspaces

/// What was once got wrong, or could bring the program down.
struct HardCaseTests {
  @Test func aLoopThatReadsAnotherNamesLoopLeavesItAsItIs() throws {
    let loops = """
      n1 = feedback(function(l) return n0 + l:delay(0.01) * 0.5 end)
      n2 = feedback(function(l) return n1 + l:delay(0.02) * 0.4 end)
      """
    let edited = try TestSession()
    try edited.run("n0 = sine{101, 251}")
    try edited.run(loops)
    try edited.run("play(n2)")
    try edited.run("n0 = sine{100, 250}")
    let fresh = try TestSession()
    try fresh.run("n0 = sine{100, 250}")
    try fresh.run(loops)
    for name in ["n1", "n2"] {
      let question = "\(name):get_temporal(1000, 1010)"
      #expect(try edited.run(question) == fresh.run(question))
    }
  }

  @Test func aShiftThatSwingsWideIsAnswered() throws {
    let test = try TestSession()
    #expect(try test.run("#(noise{seed=1}:warp(square(1) * 50)):get_temporal(20000, 30000)") == "10000")
  }

  @Test func timeIsNotSqueezedWithoutBounds() throws {
    let message = try TestSession().failure("noise{seed=1}:dilate(0.001):dilate(0.001)")
    #expect(message.contains("one frame would ask for 1000000 frames below it; at most 4096 are expected"))
  }

  @Test func delaysThatWouldNotFitInMemoryAreRefused() throws {
    let message = try TestSession().failure(
      """
      local s = noise{seed=1}
      for i = 1, 200 do s = feedback(function(l) return s + l:delay(60) * 0.5 end) end
      print(s:get_temporal(0, 3)[1])
      """)
    #expect(message.contains("MiB of memory together"), "\(message)")
  }

  @Test func aNumberThatNoSampleCanHoldIsRefused() throws {
    let test = try TestSession()
    for chunk in ["buffer{1e300}", "sine(440) * 1e300", "constant(1e300)"] {
      #expect(test.failure(chunk).contains("1e+300"), "\(test.failure(chunk))")
    }
  }

  @Test func silenceWithoutExtentIsNotSilenceEverywhere() throws {
    let test = try TestSession()
    #expect(
      try test.run("buffer{}:lowpass(100):get_range()") != test.run("constant(0):lowpass(100):get_range()"))
  }

  @Test func whatPlaysMustStillFitTheOutput() throws {
    let test = try TestSession()
    try test.run("bass = sine(300) play(bass)")
    #expect(
      test.failure("bass = sine{500, 600, 700, 800}").contains(
        "bass plays and would have 4 channels; the output has 2"))
    #expect(try test.run("bass.frequency") == "300.0")
  }

  @Test func whatSaysItselfWhenItBeginsIsPlayedThen() throws {
    let test = try TestSession()
    test.output.position = 100 * Grid.block
    try test.run("play((sine(440) * perc(0.01, 0.4)):now())")
    #expect(test.playing.map(\.start) == [0])
    #expect(test.playing.map(\.version.shape.range.lower) == [100 * Grid.block])
  }

  @Test func aGlideInASoundThatBeganLaterIsCountedFromItsBeginning() throws {
    let test = try TestSession()
    test.output.position = 100 * Grid.block
    try test.run("pad = line(0, 1, 60):lowpass(300) * adsr(0, 0, 1, 1, 60) play(pad)")
    test.output.position = 500 * Grid.block
    try test.run("pad.cutoff = to(3000, 2)")
    #expect(try test.run("pad.frame") == "\(400 * Grid.block)")
  }

  @Test func aFileBindsNoNameThatCouldNotBeBoundByHand() throws {
    let test = try TestSession()
    for name in ["saw", "print", "a b", "_"] {
      try AtomicFile.write(
        Array(
          #"{"neap":1,"rate":48000,"names":{},"playing":[],"signals":[{"uuid":"u1","type":"sine"},{"uuid":"u2","type":"slot","name":"\#(name)","refs":{"target":"u1"}}]}"#
            .utf8), to: "\(test.folder)/bad.neap")
      let message = test.failure("manager:load('bad.neap')")
      #expect(message.contains("cannot be a name"), "\(message)")
    }
  }

  @Test(arguments: [
    "x:echo(0.05, 0.5)", "x:comb()", "x:reverb{decay=0.3}", "x:waveguide(220, 0.5)",
    "x:flanger(0.2, 0.002, 0.5)",
    "feedback(function(l) return x + l:delay(0.01) * 0.5 end)",
  ])
  func aLoopGetsOverASampleThatIsNotFinite(_ word: String) throws {
    let test = try TestSession()
    try test.run("x = noise{seed=2} * 0.1 + (buffer{3e38} * 3e38):offset(0.01)")
    try test.run("y = \(word)")
    let object = try #require(
      try test.session.evaluate("return y:get_temporal(96000, 97000)", name: "t").first)
    let samples = try #require(object.asObject(SampleBuffer.self)).samples("test")
    #expect(samples.allSatisfy(\.isFinite) && samples.contains { $0 != 0 })
  }

  @Test func aMistakeInAFunctionThatAWordCallsIsToldWhereItStands() throws {
    let message = try TestSession().failure(
      """
      local f = function(x)
        return x:lowpass(nil + 1)
      end
      return saw(100):oversample(2, f)
      """)
    #expect(message.contains("test:2:"), "\(message)")
  }
}
