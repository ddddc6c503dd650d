import Glibc
import Testing

/// The songs that come with Neap, rendered as a user would.
struct ExampleTests {
  static let folder: String = {
    let own = #filePath
    let tests = own[..<(own.firstRange(of: "/Tests/")?.lowerBound ?? own.startIndex)]
    return "\(tests)/stdlib/examples"
  }()

  static let songs: [String] = {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".lua") { names.append(name) }
    }
    return names.sorted()
  }()

  @Test func thereAreAtLeastTenSongs() { #expect(Self.songs.count >= 10) }

  /// Integrated loudness from -24 to -12 LUFS and true peak, of four times as many samples, below -1 dBFS; twice the same.
  @Test(arguments: songs) func everySongSounds(_ song: String) throws {
    let program = Program()
    defer { program.remove() }
    let span = song == "tone.lua" ? ["--length", "1"] : ["--from", "16", "--to", "26"]
    for name in ["a.wav", "b.wav"] {
      let arguments = ["render", "\(Self.folder)/\(song)", "-o", name] + span
      let result = program.neap(arguments)
      #expect(result.status == 0, "\(result.error)")
    }
    #expect(program.bytes("a.wav") == program.bytes("b.wav"))
    let measured = program.neap([
      "-e",
      "x = sample(\"a.wav\") print(lufs(x)) local p = 0 for _, v in ipairs{peak(x:resample(0.25, \"sinc\"), {to = 40})} do p = math.max(p, v) end print(db(p))",
    ])
    let figures = measured.output.split(separator: "\n").compactMap { Double($0) }
    #expect(figures.count == 2, "\(measured.output) \(measured.error)")
    guard figures.count == 2 else { return }
    #expect((-24.0)...(-12.0) ~= figures[0], "\(figures[0]) LUFS")
    #expect(figures[1] < -1, "\(figures[1]) dBFS")
  }
}
