import Sessions
import Signals
import Testing
import Workspaces

/// Long buffers in files, and recordings, which other processes do not have.
@Suite struct SavingBuffersTests {
  @Test func aLongBufferTakesFourBytesForThreeAndStandsOnce() throws {
    let test = try TestSession()
    try test.run("b = noise{seed = 1}:get_temporal(0, 100000) c = {b, b}")
    try test.run("d = b")
    try test.run("d = 3")
    try test.run("exact = b:map(function(x) return x / 3 end):n(0)")
    try test.run("save('b.neap')")
    let bytes = try test.bytes("b.neap")
    // 100 000 samples of four bytes, whatever names, tables and steps of undo hold them.
    #expect((533_000..<545_000).contains(bytes.count), "\(bytes.count)")
    let other = try TestSession()
    try other.write("b.neap", bytes)
    try other.session.open("b.neap")
    #expect(try other.run("#b, (c[1] - b):max(), (c[2] - b):min()") == "100000\t0.0\t0.0")
    #expect(try other.run("b[77777]") == (try test.run("b[77777]")))
    try other.run("undo(2)")
    #expect(try other.run("(d - b):max(), #d") == "0.0\t100000")
    try other.run("undo()")
    #expect(other.failure("d").contains("d is not bound"))
    try other.run("redo(2)")
    #expect(try other.run("d, #b") == "3\t100000")
  }

  @Test func whatNeedsDoublePrecisionKeepsIt() throws {
    let test = try TestSession()
    try test.run("x = {} for i = 1, 100 do x[i] = i / 3 end d = array(x)")
    try test.run("bins = fft(noise{seed = 2}:get_temporal(0, 128))")
    try test.run("short = array{1, 2.5} s = sine(1) * 0 + buffer(noise{seed = 3}:get_temporal(0, 256))")
    try test.run("manager:save('b.neap')")
    let text = String(decoding: try test.bytes("b.neap"), as: UTF8.self)
    #expect(text.contains("\"neap\": 2") && text.contains("\"buffer\":[1,2.5]"))
    let other = try TestSession()
    try other.write("b.neap", Array(text.utf8))
    try other.run("manager:load('b.neap')")
    for question in ["d[1], d[7], d[100]", "bins[3], bins[128]", "s:get_temporal(200, 201)[1]"] {
      #expect(try other.run(question) == (try test.run(question)))
    }
    try other.run("manager:save('again.neap')")
    #expect(try other.bytes("again.neap") == Array(text.utf8))
  }

  @Test func whatTheFormerVersionWroteIsRead() throws {
    let test = try TestSession()
    let decimals = (0..<70).map { "\(Double($0) / 2)" }.joined(separator: ",")
    let text = """
      {"neap": 1, "rate": 48000, "signals": [{"uuid": "u", "type": "buffer", "values": [\(decimals)]},
      {"uuid": "s", "type": "slot", "name": "v", "refs": {"target": "u"}}],
      "names": {"v": "s", "b": {"buffer": [\(decimals)]}, "zz": {"buffer": [1, 2], "imaginary": [0, "inf"]}}}
      """
    try test.write("old.neap", Array(text.utf8))
    try test.run("manager:load('old.neap')")
    #expect(try test.run("b[70], v:get_temporal(69, 70)[1], #zz") == "34.5\t34.5\t2")
    for wrong in [
      #"{"floats": "AAA"}"#, #"{"floats": "AACAPw==", "imaginary": ""}"#, #"{"doubles": "AACAPw=="}"#,
    ] {
      try test.write("wrong.neap", Array(#"{"neap": 2, "names": {"b": \#(wrong)}}"#.utf8))
      #expect(test.failure("manager:load('wrong.neap')").contains("base64 of float32 or float64"))
    }
  }

  private func take(_ samples: [Float]) -> (InputTake, Int) {
    let (take, number) = InputTake.begin()
    samples.withUnsafeBufferPointer { take.append($0) }
    return (take, number)
  }

  /// Rows are told by uuids made of what they hold, and a recording holds what it does when it is saved.
  @Test func aRecordingThatWasSavedAndOpenedIsSavedTheSame() throws {
    let (take, number) = take((0..<1_000).map { Float($0) / 1_000 })
    let test = try TestSession()
    try test.run("v = recorded(\(number))")
    try test.run("w = v * 0.5 + saw(55) play(w)")
    try test.run("save('one.neap')")
    let other = try TestSession()
    try other.write("one.neap", try test.bytes("one.neap"))
    try other.session.open("one.neap")
    #expect(
      try other.run("v.type, v:get_temporal(999, 1000)[1]") == "buffer\t"
        + (try test.run("v:get_temporal(999, 1000)[1]")))
    try other.run("save('two.neap')")
    #expect(try other.bytes("two.neap") == (try test.bytes("one.neap")))
    // In the session that has it, it stays a recording, and grows.
    [Float](repeating: 0.25, count: 10).withUnsafeBufferPointer { take.append($0) }
    #expect(try test.run("v.type, v:get_temporal(1005, 1006)[1]") == "recorded\t0.25")
  }

  @Test func aSessionThatWasCutShortHasItsRecordingsBack() throws {
    let (take, number) = take([0.5, 0.25])
    let test = try TestSession()
    var lines: [String] = []
    test.session.beginJournal { entry in
      if case .snapshot = entry { lines = [] }
      lines.append((try? entry.text.line()) ?? "")
    }
    try test.run("v = recorded(\(number))")
    try test.run("w = v * 0.5")
    let kept = take.samples + [0.125]
    func recovered(_ samples: [Float]?) throws -> (TestSession, String) {
      let other = try TestSession()
      other.session.onRecover = { [lines] in (lines, "the session", nil) }
      other.session.onRecoverTake = { $0 == number ? samples : nil }
      return (other, try other.run("recover()"))
    }
    let (whole, told) = try recovered(kept)
    #expect(told == "back: 2 chunks, the last of them w = v * 0.5")
    #expect(try whole.run("v.type, w:get_temporal(2, 3)[1], v:get_range()") == "buffer\t0.0625\t0\t3")
    let (none, said) = try recovered(nil)
    #expect(said.hasSuffix("; what mic() recorded, 1 recording, is gone and silent"))
    #expect(try none.run("w:get_temporal(0, 1)[1]") == "0.0")
  }
}
