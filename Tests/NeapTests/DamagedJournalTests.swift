import Glibc
import Testing
import Waits

/// Journals that are damaged, in front of the built program.
@Suite(.serialized, .waits) struct DamagedJournalTests {
  /// A session of some chunks that was killed, and its journal.
  private func killed(_ program: Program) throws -> (path: String, bytes: [UInt8]) {
    let listener = Background("listen --output o.wav", in: program)
    #expect(listener.says("listening as"))
    let peer = RawPeer(program)
    for number in 1...5 {
      peer.send("{\"neap\":1,\"do\":\"evaluate\",\"code\":\"n = \(number) bass = saw(\(number * 10))\"}")
      _ = peer.receive()
    }
    listener.end(SIGKILL)
    _ = system("cd '\(program.folder)' && ls state/neap/sessions/*.journal > journals")
    let path = try #require(program.text("journals").split(separator: "\n").first.map(String.init))
    return (path, program.bytes(path))
  }

  private func put(_ program: Program, _ path: String, _ bytes: [UInt8]) throws {
    let file = try #require(fopen("\(program.folder)/\(path)", "w"))
    defer { fclose(file) }
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  @Test func whatComesBeforeTheDamageIsBackTheLineIsNamedAndTheFileStays() throws {
    let program = Program()
    defer { program.remove() }
    let (path, bytes) = try killed(program)
    let ends = bytes.indices.filter { bytes[$0] == 10 }
    try #require(ends.count == 6)
    var damaged = bytes
    // In the fourth line, the third chunk's.
    damaged[ends[2] + 40] ^= 4
    try put(program, path, damaged)
    for _ in 0..<2 {
      let result = program.neap("-e", "recover()", "-e", "print('n is', n, bass.frequency) exit()")
      #expect(result.output.contains("n is\t2\t20"), "\(result.output) \(result.error)")
      #expect((result.output + result.error).contains("line 4 of "), "\(result.output) \(result.error)")
      #expect(program.bytes(path) == damaged)
    }
  }

  @Test func oneThatIsDamagedFromItsBeginningIsToldAndStays() throws {
    let program = Program()
    defer { program.remove() }
    let (path, bytes) = try killed(program)
    var damaged = bytes
    damaged[3] ^= 1
    try put(program, path, damaged)
    let result = program.neap("-e", "recover()")
    #expect(result.status == 1)
    #expect(program.bytes(path) == damaged)
    let prompt = program.neap("-i", input: "print('goes on')\n")
    #expect(prompt.output.contains("goes on"), "\(prompt.output) \(prompt.error)")
    #expect(
      prompt.error.contains(
        "is damaged: nothing of that session can be brought back, and the file stays as it is"),
      "\(prompt.error)")
    #expect(program.bytes(path) == damaged)
  }

  /// What the power left of the last line is nothing that was acknowledged.
  @Test func aLineThatIsCutOffIsNoDamage() throws {
    let program = Program()
    defer { program.remove() }
    let (path, bytes) = try killed(program)
    try put(program, path, Array(bytes.dropLast(7)))
    let result = program.neap("-e", "recover()", "-e", "print('n is', n) exit()")
    #expect(result.output.contains("n is\t4"), "\(result.output) \(result.error)")
    #expect(!(result.output + result.error).contains("damaged"))
  }
}
