import Glibc
import Testing

@testable import Sessions

/// Making scores: what one costs does not depend on how many there are.
struct ScoreIndexTests {
  /// Seconds of this thread's for so many scores in one chunk, the best of three.
  private func seconds(_ count: Int, _ instrument: String) throws -> Double {
    var best = Double.infinity
    for _ in 0..<3 {
      let test = try TestSession()
      try test.run("tune = p\"c4\" warm = tune:on(synths.default)")
      var before = timespec()
      var after = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before)
      try test.run("keep = {} for i = 1, \(count) do keep[i] = tune:early(i / 100000):on(\(instrument)) end")
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after)
      best = min(
        best, Double(after.tv_sec - before.tv_sec) + Double(after.tv_nsec - before.tv_nsec) / 1e9)
      #expect(try test.run("keep[1] ~= keep[2]") == "true")
    }
    return best
  }

  @Test(arguments: [
    "synths.default", "function(n) return sine(n.freq + i) * perc(0, 0.01) end",
  ])
  func eightTimesAsManyCostEightTimesAsMuch(instrument: String) throws {
    let few = try seconds(200, instrument)
    let many = try seconds(1_600, instrument)
    #expect(many / few < 16, "\(few) s, then \(many) s")
  }

  @Test func whatComesToTheSameIsOne() throws {
    let test = try TestSession()
    try test.run(
      "x = p\"c4 e4\":on(synths.default) y = p\"c4 e4\":on(synths.default) w = p\"c4\":on(synths.default)")
    #expect(test.session.scores.values.count == 2)
    // Functions that were written alike and play the same are one, those that do not are two.
    try test.run(
      "function made(level) return p\"c4\":on(function(n) return sine(n.freq) * perc(0, 0.1) * level end) end one, two, three = made(1), made(1), made(0.5)"
    )
    // What nothing hangs on is forgotten as the next chunk begins.
    try test.run("one")
    #expect(test.session.scores.values.count == 4)
    // What a name was is not what it is.
    try test.run(
      "tune = p\"c5\" first = tune:on(synths.default) tune = p\"d5\" second = tune:on(synths.default)")
    #expect(test.session.scores.values.count == 6)
    try test.run("third = tune:on(synths.default)")
    #expect(test.session.scores.values.count == 6)
    #expect(try test.run("manager:save('a.neap') return #third:get_temporal(0, 10)") == "10")
  }

  @Test func theSamePatchIsTheSameFile() throws {
    let patch = "own = p\"c4\":on(function(n) return saw(n.freq) * perc(0.01, 0.1) end) play(own)"
    let test = try TestSession()
    try test.run(patch)
    try test.run("manager:save('a.neap')")
    let other = try TestSession()
    _ = other.failure("y = p\"c4\":every(2, function(x) return x end) error(\"no\")")
    try other.run(patch)
    try other.run("manager:save('a.neap')")
    #expect(try other.bytes("a.neap") == test.bytes("a.neap"))
  }
}
