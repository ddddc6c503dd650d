import Glibc
import Graphs
import Kinds
import Playback
import Scripting
import Sessions
import Signals
import Testing
import Workspaces

/// A large workspace. What it promises is measured, and told; the bounds are ten times as wide.
@Suite(.serialized) struct LargeTests {
  private static let names = 10_000

  /// 10 000 names over ten rows each.
  private static let chunk = """
    for i = 1, \(names) do
      local x = sine(100 + i / 16)
      for j = 1, 9 do x = x:clip(-1 / j, 1 / i) end
      _ENV["n" .. i] = x
    end
    """

  private static func milliseconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let taken = ContinuousClock.now - start
    return Double(taken.components.seconds) * 1e3 + Double(taken.components.attoseconds) / 1e15
  }

  @Test func aHundredThousandRowsOpenAndAreEditedAndCompleted() throws {
    let test = try TestSession()
    try test.run(Self.chunk)
    #expect(test.session.manager.count > 100_000)
    try test.run("save('large.neap')")

    let stage = try SteppedSession(folder: test.folder)
    let (session, device, manager) = (stage.session, stage.device, stage.session.manager)
    let opened = try Self.milliseconds { try session.open("large.neap") }
    #expect(manager.count > 100_000)
    #expect(opened < 20_000)

    try session.evaluate("play(n1)", name: "test")
    stage.settle()
    device.step(4_800)
    stage.settle()
    var edits: [Double] = []
    for number in 0..<20 {
      let before = device.writeCount
      edits.append(
        try Self.milliseconds {
          try session.evaluate("n1 = saw(\(110 + number)):lowpass(800)", name: "test")
          // The first piece of the edit is in the queue: what is heard next.
          while device.writeCount == before { usleep(100) }
        })
      stage.settle()
      device.step(4_800)
      stage.settle()
    }
    let edit = edits.sorted()[edits.count / 2]
    #expect(edit < 500)

    let completed = Self.milliseconds {
      #expect(session.completions(of: "n", in: "n").filter { $0.text.hasPrefix("n1") }.count > 1_000)
    }
    #expect(completed < 500)
    print(
      "100 000 rows open in \(opened) ms, an edit is in the queue after \(edit) ms, 10 000 names complete in \(completed) ms"
    )
  }

  @Test func aChainTenThousandDeepIsPlayedEditedAndFreed() throws {
    let stage = try TransportTests.Stage()
    let rows = stage.session.manager.count
    let taken = try Self.milliseconds {
      try stage.run(
        "bottom = saw(110) local x = bottom for i = 1, 10000 do x = x + 0.00001 end deep = x * 0.1 play(deep)"
      )
      stage.step(9_600)
      try stage.run("bottom = saw(220)")
      stage.step(9_600)
    }
    #expect(stage.faults.isEmpty)
    let heard = stage.heard()
    #expect((heard.suffix(4_800).map(abs).max() ?? 0) > 0.001)
    #expect(stage.session.manager.count > 10_000)
    try stage.run("hush() deep = nil bottom = nil")
    stage.step(9_600)
    try stage.run("undo() undo()")
    stage.step(9_600)
    #expect(stage.faults.isEmpty)
    try stage.run("deep = sine(1) hush()")
    for number in 0..<1_001 { try stage.run("deep = sine(\(2 + number))") }
    stage.session.lua.collect()
    stage.session.manager.cache.removeAll()
    stage.step(9_600)
    // The steps of undo, each a row or two, are what is left.
    #expect(stage.session.manager.count < rows + 5_000)
    print("a chain of 10 000: built, played, edited in \(taken) ms")
  }
}
