import Graphs
import Testing
import Workspaces

@testable import Sessions

/// Equal cuts silence each other in all that plays.
struct CutGroupTests {
  private static let long =
    "long = function(n) return constant(0.1) * adsr(0, 0, 1, 0, 3) end volume(0) "
  private static let two =
    long + "a = p\"c4 ~ ~ ~\":on(long, {cut = \"x\"}) b = p\"~ c4 ~ ~\":on(long, {cut = \"x\"}) "

  /// What the played world lets hear on the left, piece by piece, with chunks at their frames.
  private func heard(_ test: TestSession, _ chunks: [(frame: Int, chunk: String)], until end: Int) throws
    -> [Float]
  {
    let manager = test.session.manager
    let graph = PlayedGraph(channels: 2, cache: manager.cache, log: manager.log, report: PlayedReport())
    var sound: [Float] = []
    var frame = 0
    while frame < end {
      if let chunk = chunks.first(where: { $0.frame == frame })?.chunk {
        try test.run(chunk)
        graph.apply(try #require(test.output.last), at: frame)
      }
      test.session.tick()
      withUnsafeTemporaryAllocation(of: Float.self, capacity: 1_280) { piece in
        graph.render(frame..<frame + 640, into: piece)
        for place in 0..<640 { sound.append(piece[place * 2]) }
      }
      graph.heard(upTo: frame)
      frame += 640
      test.output.position = frame
    }
    return sound
  }

  private func at(_ test: TestSession, _ name: String, _ frame: Int) throws -> String {
    try test.run("\(name):channel(1):get_temporal(\(frame), \(frame + 1))")
  }

  @Test func anotherScoreCutsOffWhileItPlays() throws {
    let test = try TestSession()
    try test.run(Self.two + "play(a)")
    // Who does not play cuts nobody off.
    #expect(try at(test, "a", 30_000) == "0.1")
    try test.run("play(b)")
    #expect(try at(test, "a", 20_000) == "0.1")
    #expect(try at(test, "a", 30_000) == "0")
    #expect(try at(test, "b", 30_000) == "0.1")
    #expect(try at(test, "b", 100_000) == "0")
    // An edit of one is heard in the other, and so is what takes it back.
    try test.run("b = p\"~ ~ c4 ~\":on(long, {cut = \"x\"})")
    #expect(try at(test, "a", 30_000) == "0.1")
    #expect(try at(test, "a", 60_000) == "0")
    try test.run("undo()")
    #expect(try at(test, "a", 30_000) == "0")
    try test.run("redo()")
    #expect(try at(test, "a", 30_000) == "0.1")
    try test.run("b = p\"~ c4 ~ ~\":on(long, {cut = \"y\"})")
    #expect(try at(test, "a", 60_000) == "0.1")
    try test.run("undo() stop(b)")
    #expect(try at(test, "a", 60_000) == "0.1")
    // A chunk that fails relates nobody.
    _ = test.failure("play(b) error(\"no\")")
    #expect(try at(test, "a", 60_000) == "0.1")
  }

  @Test func whatIsHeardIsWhatIsRendered() throws {
    let test = try TestSession()
    let sound = try heard(test, [(0, Self.two + "play(a) play(b)")], until: 128_000)
    let planes = try ["a", "b"].map { name in
      let slot = try #require(test.session.workspace.slot(name))
      return try test.session.manager.samples(of: slot.id, 0..<128_000)[0]
    }
    #expect(sound == zip(planes[0], planes[1]).map { $0 + $1 })
    #expect(sound[20_000] == 0.1 && sound[40_000] == 0.1 && sound[110_000] == 0.1)
  }

  @Test func anEditOfOneCutsWhatStillRingsOfTheOther() throws {
    let test = try TestSession()
    let sound = try heard(
      test, [(0, Self.two + "play(a) play(b)"), (12_800, "b = p\"~ ~ c4 ~\":on(long, {cut = \"x\"})")],
      until: 64_000)
    #expect(sound[30_000] == 0.1)
    #expect(sound[50_000] == 0.1)
  }

  @Test(arguments: [("c4 ~ ~ c4", "c4 ~ ~ ~", 80_000), ("c4 ~ ~ ~", "c4 ~ c4 ~", 50_000)])
  func whatRingsAcrossAnEditIsCutByWhatComesNow(former: String, new: String, frame: Int) throws {
    let test = try TestSession()
    func chunk(_ pattern: String) -> String { "a = p\"\(pattern)\":on(long, {cut = \"x\"}) " }
    let sound = try heard(
      test, [(0, Self.long + chunk(former) + "play(a)"), (12_800, chunk(new))], until: 90_240)
    #expect(sound[frame] == 0.1)
  }

  @Test func whoSharesNoCutStaysAsItIs() throws {
    let test = try TestSession()
    try test.run(
      "o = p\"oh ~\":on(kits.default) h = p\"~ hh\":on(kits.default) m = p\"c3\":on(synths.default) play(o) play(h) play(m)"
    )
    func ids() -> [String: UInt64] {
      Dictionary(test.playing.map { ($0.name, $0.version.id) }, uniquingKeysWith: { first, _ in first })
    }
    let before = ids()
    try test.run("h = p\"~ hh*2\":on(kits.default)")
    let after = ids()
    #expect(after["o"] != before["o"] && after["m"] == before["m"])
    // A name that holds a pattern with cuts of its own is looked into.
    try test.run("tune = p\"c4 ~\":set{cut=\"hat\"} m = tune:on(synths.default)")
    let related = ids()
    try test.run("h = p\"~ hh*3\":on(kits.default)")
    #expect(ids()["m"] != related["m"])
  }
}
