import Glibc
import Graphs
import Playback
import Scripting
import Sessions
import Signals
import Testing
import Waits
import Workspaces

/// `mic`: the private server's source, which hears what its null sink is played.
@Suite(.serialized, .waits) struct InputTests {
  /// Nobody else plays into it.
  private let server: SoundServer

  init() throws { server = try SoundServer() }

  private func session() throws -> TestSession {
    let test = try TestSession()
    test.session.inputServer = server.address
    return test
  }

  /// Waits until so many frames were recorded.
  private func wait(for count: Int, of take: Int) throws {
    for _ in 0..<1_000 where InputTake.numbered(take)?.count ?? 0 < count { usleep(10_000) }
    try #require(InputTake.numbered(take)?.count ?? 0 >= count)
  }

  /// Plays a 1 kHz sine at half of full scale into the sink while `body` runs.
  private func whileSounding(_ body: () throws -> Void) throws {
    let player = try Player(
      sink: .pulse(server: server.address), rate: 48_000, channels: 1, makeSource: { Tone() },
      report: { _ in })
    defer { player.stop() }
    // A null sink is fed up to two seconds ahead.
    _ = player.waitUntilHeard(4_800, cancelled: { false })
    try body()
  }

  private final class Tone: PlaySource {
    typealias Edit = Never
    let channels = 1
    func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
      for (place, frame) in frames.enumerated() {
        out[place] = 0.5 * Float(sin(2 * Double.pi * Double(frame % 48) / 48))
      }
    }
    func renderContinuing(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) -> Bool { false }
    func apply(_ edit: Never, at frame: Int, fade: Int) {}
    func heard(upTo frame: Int) {}
  }

  @Test func secondsAreRecordedIntoABuffer() throws {
    let test = try session()
    try whileSounding {
      try test.run("voice = mic(0.5)")
      #expect(try test.run("#voice") == "24000")
      let pitch = try #require(Double(try test.run("pitch(voice)")))
      #expect(abs(pitch - 1000) < 1)
      let level = try #require(Double(try test.run("db(rms(voice))")))
      #expect(abs(level + 9.03) < 0.5)
    }
  }

  @Test func theInputIsASignalWhosePastIsKnown() throws {
    let test = try session()
    try whileSounding {
      try test.run("live = mic()")
      let take = Int(Double(try test.run("live.take")) ?? 0)
      try wait(for: 12_000, of: take)
      #expect(try test.run("live.type") == "recorded")
      // Asked twice, it is one and the same.
      #expect(try test.run("mic().take == live.take") == "true")
      try test.run("first = live:get_temporal(2400, 12000)")
      #expect(abs((Double(try test.run("pitch(first)")) ?? 0) - 1000) < 1)
      // What is not recorded yet is silent, and is not kept so: later it is there, below a filter too.
      let near = try #require(InputTake.numbered(take)).count + 96_000
      #expect(
        try test.run(
          "far = live:lowpass(2000):get_temporal(\(near), \(near + 1_000)) return far:max() < 1e-6")
          == "true")
      try wait(for: near + 1_000, of: take)
      #expect(try test.run("live:lowpass(2000):get_temporal(\(near), \(near + 1_000)):max() > 0.2") == "true")
      // The past stays what it was.
      #expect(
        try test.run("again = live:get_temporal(2400, 12000) return (again - first):max() == 0") == "true")
      try test.run("write('take.wav', live, {to=0.25})")
      #expect(try test.bytes("take.wav").count > 12_000 * 2)
      try test.run("manager:save('take.neap')")
      let count = Int(try test.run("kept = mic(false) return #kept")) ?? 0
      #expect(count > 48_000)
      #expect(try test.run("(live:get_temporal(2400, 12000) - first):max() == 0") == "true")
    }
    // Another process has no take: the file holds what there was.
    let other = try TestSession()
    try other.write("take.neap", try test.bytes("take.neap"))
    try other.run("manager:load('take.neap')")
    #expect(try other.run("live.type") == "buffer")
    #expect(abs((Double(try other.run("pitch(live:get_temporal(2400, 12000))")) ?? 0) - 1000) < 1)
  }

  @Test func itEndsWithTheChunkThatBeganItAndIsFreedWithTheLastThatReadsIt() throws {
    let test = try session()
    var hints: [String] = []
    var kept: [Int: Int] = [:]
    var gone: [Int] = []
    test.session.onHint = { hints.append($0) }
    test.session.onTake = { number, samples in
      if let samples { kept[number, default: 0] += samples.count } else { gone.append(number) }
    }
    try whileSounding {
      try test.run("x = 1")
      try test.run("v = mic()")
      #expect(hints.last == "the input is being recorded; mic(false) ends it")
      let number = Int(Double(try test.run("v.take")) ?? 0)
      try wait(for: 4_801, of: number)
      test.session.tick()
      #expect(kept[number] ?? 0 > 4_800)
      try test.run("undo()")
      #expect(hints.last?.hasSuffix("what began it is taken back") == true, "\(hints)")
      #expect(test.failure("mic(false)").contains("nothing is being recorded"))
      // Redo has what there was, and no more.
      try test.run("redo()")
      let length = try test.run("v:get_temporal(0, 40000):abs():max() > 0.2")
      #expect(length == "true" && gone.isEmpty)
      #expect(InputTake.numbered(number)?.count == kept[number])
      // One that nothing names, not even a step of undo, is gone.
      #expect(test.failure("mic() error('no')").contains("no"))
      #expect(hints.last?.hasSuffix("the chunk that began it failed") == true)
      try test.run("collectgarbage()")
      try test.run("collectgarbage()")
      // Takes are numbered by one counter, of which other tests take as well.
      #expect(gone.count == 1 && gone.allSatisfy { $0 > number && InputTake.numbered($0) == nil })
      #expect(InputTake.numbered(number) != nil)
    }
  }

  @Test func workThatIsCheckedHearsNothing() throws {
    let test = try TestSession()
    try test.write("anna.lua", Array("v = mic(20)".utf8))
    try test.write("checks.lua", Array("expect('v', 1)".utf8))
    let told = try test.run("homework('anna.lua')")
    #expect(told.contains("it stops: anna.lua:1: mic: work that is checked hears no input"))
  }

  @Test func whatIsWrongIsSaid() throws {
    let test = try TestSession()
    #expect(test.failure("mic(-1)").contains("mic: more than 0 to 600 s are expected"))
    #expect(test.failure("mic('loud')").contains("mic: more than 0 to 600 s are expected"))
    #expect(test.failure("mic(false)").contains("mic: nothing is being recorded"))
    #expect(test.failure("changes('mic(1)')").contains("mic: changes only looks"))
  }
}

extension InputTests {
  @Test func aServerThatIsNotThereIsTold() {
    do {
      _ = try PulseInput(server: "unix:/nonexistent", rate: 48_000) { _ in }
      Issue.record("there is none")
    } catch { #expect(error.description.hasPrefix("No sound server answers")) }
    do {
      _ = try PulseInput(device: "nowhere", rate: 48_000) { _ in }
      Issue.record("there is none")
    } catch { #expect(error.description.hasPrefix("The sound server gives no input")) }
  }
}

/// A private sound server with a null sink, by the project's own script; it ends with this value.
private final class SoundServer {
  private let folder: String
  let address: String
  private static let script =
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/") + "/scripts/test-pulse"

  init() throws {
    var template = Array("/tmp/neap-input.XXXXXX".utf8CString)
    folder = String(cString: try #require(mkdtemp(&template)))
    address = "unix:\(folder)/native"
    try #require(system("'\(Self.script)' start '\(folder)' >/dev/null") == 0)
  }

  deinit { _ = system("'\(Self.script)' stop '\(folder)'; rm -rf '\(folder)'") }
}
