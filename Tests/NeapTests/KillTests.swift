import Chance
import Glibc
import Testing
import Waits

/// Neap killed at any instant, while it is edited and saves: what it acknowledged is there afterwards.
///
/// A dozen times in the suite; 1 000 times with `scripts/test --long`.
@Suite(.serialized, .waits) struct KillTests {
  private static let trials = getenv("NEAP_LONG") == nil ? 12 : 1_000

  @Test func noAcknowledgedEditIsLostAndNoFileIsUnreadable() {
    let program = Program()
    defer { program.remove() }
    var generator = SeededGenerator(11)
    var kept = 0
    for trial in 0..<Self.trials {
      let listener = Background("listen --output o.wav", in: program, number: trial)
      guard eventually(10, { listener.error.contains("listening as") }) else {
        Issue.record("it does not listen: \(listener.error)")
        return
      }
      let delay = Double.random(in: 0.001...0.25, using: &generator)
      listener.end(SIGKILL, after: delay)
      let (acknowledged, sent) = edit(program)
      listener.awaitEnd()
      let result = program.neap(
        "-e", "print(recover())", "-e", "print(n)", "-e", "print(t[#t])", "-e", "print(bass.frequency) exit()"
      )
      let lines = result.output.split(separator: "\n").map(String.init)
      if acknowledged > 0 {
        let numbers = lines.suffix(3).compactMap { Double($0).map { Int($0) } }
        #expect(numbers.count == 3, "trial \(trial): \(result.output) \(result.error)")
        for number in numbers {
          #expect(
            (acknowledged...sent).contains(number), "trial \(trial): \(number), \(acknowledged) of \(sent)")
        }
        kept += 1
      }
      if !program.bytes("s.neap").isEmpty {
        let saved = program.neap("-e", "manager:load('s.neap')", "-e", "print(n) exit()")
        #expect(saved.status == 0, "trial \(trial): \(saved.error)")
      }
      program.remove("state/neap/sessions")
      program.remove("neap")
    }
    #expect(kept * 2 > Self.trials)
  }

  @Test func whatTheInputHeardUntilAKillIsBack() {
    let program = Program()
    defer { program.remove() }
    let listener = Background("listen --output o.wav", in: program)
    #expect(listener.says("listening as"))
    let peer = RawPeer(program)
    for code in ["v = mic()", "w = v * 0.5"] {
      peer.send("{\"neap\":1,\"do\":\"evaluate\",\"code\":\"\(code)\"}")
      #expect(peer.receive()?.contains("\"error\"") == false)
    }
    // On a busy machine the input begins late.
    var written = 0
    for _ in 0..<120 where written < 96_000 {
      usleep(250_000)
      written = recorded(in: program)
    }
    #expect(written >= 96_000, "\(written)")
    listener.end(SIGKILL, after: 0)
    listener.awaitEnd()
    written = recorded(in: program)
    let result = program.neap("-e", "print(recover())", "-e", "print(w.type, v:get_range()) exit()")
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(lines.first == "back: 2 chunks, the last of them w = v * 0.5", "\(result.output) \(result.error)")
    let frames = lines.last?.split(separator: "\t").last.flatMap { Int($0) } ?? 0
    #expect(frames == written)
  }

  @Test func whatWasRecordedUntilAKillIsFoundAndToldOnce() {
    let program = Program()
    let listener = Background("listen --output o.wav", in: program)
    #expect(listener.says("listening as"))
    let peer = RawPeer(program)
    for code in ["play(sine(440) * 0.1)", "record('take.wav')"] {
      peer.send("{\"neap\":1,\"do\":\"evaluate\",\"code\":\"\(code)\"}")
      #expect(peer.receive()?.contains("\"error\"") == false)
    }
    let name = "take.unfinished-\(listener.process).wav"
    // A second and a half of stereo in float32.
    #expect(eventually(20) { program.bytes(name).count > 576_000 })
    listener.end(SIGKILL, after: 0)
    listener.awaitEnd()
    let screen = Screen("--no-listen", in: program)
    #expect(screen.shows("was cut short; what there is of it is in"))
    screen.enter("x = sample([[\(name)]])")
    screen.enter("print([[heard]], rms(x, {to = 1}) > 0.01 and select(2, x:get_range()) >= 48000)")
    #expect(screen.shows("heard   true"))
    screen.enter("exit()")
    let again = program.neap("-e", "print(1)")
    #expect(!again.error.contains("cut short"))
  }

  /// Frames that lie in the files of a session's recordings, four bytes each.
  private func recorded(in program: Program) -> Int {
    let sessions = "\(program.folder)/state/neap/sessions"
    guard let folder = opendir(sessions) else { return 0 }
    defer { closedir(folder) }
    var bytes = 0
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      var facts = stat()
      if name.contains(".take"), stat("\(sessions)/\(name)", &facts) == 0 {
        bytes += Int(facts.st_size)
      }
    }
    return bytes / 4
  }

  /// Sends edits until nobody answers; the last that was acknowledged, and the last that was sent.
  private func edit(_ program: Program) -> (acknowledged: Int, sent: Int) {
    let peer = RawPeer(program)
    var acknowledged = 0
    for number in 1... {
      let save = number % 4 == 0 ? " save('s.neap')" : ""
      let code =
        "n = \(number) t = t or {} t[#t + 1] = \(number) bass = saw(\(number)) play(bass)\(save)"
      peer.send(
        "{\"neap\":1,\"do\":\"evaluate\",\"code\":\"\(code.replacing("t or {}", with: number == 1 ? "{}" : "t"))\"}"
      )
      guard let reply = peer.receive(), !reply.contains("\"error\"") else { return (acknowledged, number) }
      acknowledged = number
    }
    return (0, 0)
  }
}
