import Glibc
import Graphs
import Kinds
import Playback
import Scripting
@testable import Sessions
import Signals
import Spectra
import Testing
import Workspaces

/// The transport's words.
struct TransportWordTests {
  @Test func timesAreSecondsBeatsOrBarsOfTheTempoMap() throws {
    let stage = try TestSession()
    try stage.run(
      "play(constant(0)) seek(2.5) seek(beats(6)) seek(bars(2)) pause() resume() speed(-0.5) speed(2)")
    #expect(
      stage.output.changes == [
        .seek(120_000), .seek(144_000), .seek(192_000), .pause, .resume, .speed(-0.5), .speed(2),
      ])
    // From the fourth second on twice as fast: the fourth bar begins at 7 s.
    stage.output.position = 192_000
    try stage.run("tempo(240)")
    try stage.run("seek(bars(4)) loop_region(bars(2), bars(3)) loop_region()")
    try stage.run("loop_region{from=1, length=bars(1)} loop_region{from=bars(2), to=5}")
    #expect(
      stage.output.changes.suffix(5) == [
        .seek(288_000), .loop(192_000..<240_000), .loop(nil), .loop(48_000..<144_000),
        .loop(192_000..<240_000),
      ])
    stage.output.position = 288_000
    try stage.run("replay(bars(3)) replay(1) replay(100)")
    #expect(stage.output.changes.suffix(3) == [.seek(96_000), .seek(240_000), .seek(0)])
  }

  @Test func aChunkThatFailsMovesNothing() throws {
    let stage = try TestSession()
    _ = stage.failure("seek(3) error('no')")
    #expect(stage.output.changes.isEmpty)
    _ = try stage.run("changes('seek(3)')")
    #expect(stage.output.changes.isEmpty)
    try stage.run("x = saw(55) pause()")
    try stage.run("undo()")
    #expect(stage.output.changes == [.pause])
  }

  @Test(arguments: [
    (
      "seek(-1)",
      "test:1: seek: a time from 0 to 1000000 s is expected, in seconds, beats(n) or bars(n), as in seek(bars(8)); the number -1 was given"
    ),
    (
      "seek('1:30')",
      "test:1: seek: a time from 0 to 1000000 s is expected, in seconds, beats(n) or bars(n), as in seek(bars(8)); the string \"1:30\" was given"
    ),
    (
      "speed(0)",
      "test:1: speed: a factor from 0.1 to 8, or from -8 to -0.1 for backward, is expected, as in speed(0.5); the number 0 was given: pause() holds the transport"
    ),
    (
      "loop_region(3, 3.01)",
      "test:1: loop_region: an end at least 0.05 s behind the beginning is expected, as in loop_region(bars(4), bars(8)); 3 s to 3.01 s was given"
    ),
    (
      "loop_region(3)",
      "test:1: loop_region: two times are expected, as in loop_region(bars(4), bars(8)), or none to end the loop; the number 3 alone was given"
    ),
    (
      "loop_region(4, 2)",
      "test:1: loop_region: an end at least 0.05 s behind the beginning is expected, as in loop_region(bars(4), bars(8)); 4 s to 2 s was given"
    ),
    ("pause(3)", "test:1: pause(): nothing is expected; the number 3 was given"),
    ("resume(1)", "test:1: resume(): nothing is expected; the number 1 was given"),
    (
      "seek(1, 2)",
      "test:1: seek(time): one value is expected; 2 were given"
    ),
    (
      "loop_region(1, 2, 3)",
      "test:1: loop_region(from, to): at most 2 values are expected; 3 were given"
    ),
    (
      "speed(1000)",
      "test:1: speed: a factor from 0.1 to 8, or from -8 to -0.1 for backward, is expected, as in speed(0.5); the number 1000 was given"
    ),
    (
      "replay(-1)",
      "test:1: replay: a duration above 0 and up to 1000000 s is expected, in seconds, beats(n) or bars(n), as in replay(bars(8)); the number -1 was given"
    ),
    (
      "replay(1e9)",
      "test:1: replay: a duration above 0 and up to 1000000 s is expected, in seconds, beats(n) or bars(n), as in replay(bars(8)); the number 1000000000 was given"
    ),
    (
      "loop_region{from=1, till=2}",
      "test:1: loop_region: from, to, length are expected; the string \"till\" was given"
    ),
    (
      "replay(0)",
      "test:1: replay: a duration above 0 and up to 1000000 s is expected, in seconds, beats(n) or bars(n), as in replay(bars(8)); the number 0 was given"
    ),
  ]) func errorsTellWhatIsExpected(_ chunk: String, _ message: String) throws {
    #expect(try TestSession().failure(chunk) == message)
  }
}
