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

  /// The whole of a song, or a minute of one that goes on for ever.
  static func length(_ song: String) -> Int {
    switch song {
    case "tone.lua": 1
    case "suite.lua": 228
    default: 60
    }
  }

  /// Integrated loudness from -24 to -12 LUFS, true peak, of four times as many samples, below -1 dBFS, no five seconds of silence.
  @Test(arguments: songs) func everySongSounds(_ song: String) throws {
    let program = Program()
    defer { program.remove() }
    let length = Self.length(song)
    let rendered = program.neap(["render", "\(Self.folder)/\(song)", "-o", "a.wav", "--length", "\(length)"])
    #expect(rendered.status == 0, "\(rendered.error)")
    let measured = program.neap([
      "-e",
      """
      local x, length = sample("a.wav"), \(length)
      local function highest(...) return math.max(...) end
      print(lufs(x))
      print(db(highest(peak(x:resample(0.25, "sinc"), {to = 4 * length}))))
      local least = math.huge
      for from = 0, length - 1, 5 do
        least = math.min(least, highest(rms(x, {from = from, to = math.min(from + 5, length)})))
      end
      print(db(least))
      """,
    ])
    let figures = measured.output.split(separator: "\n").compactMap { Double($0) }
    #expect(figures.count == 3, "\(measured.output) \(measured.error)")
    guard figures.count == 3 else { return }
    #expect((-24.0)...(-12.0) ~= figures[0], "\(figures[0]) LUFS")
    #expect(figures[1] < -1, "\(figures[1]) dBFS")
    #expect(figures[2] > -50, "\(figures[2]) dBFS in its softest five seconds")
  }

  @Test(arguments: songs) func everySongIsTheSameTwice(_ song: String) throws {
    let program = Program()
    defer { program.remove() }
    let length = min(20, Self.length(song))
    for name in ["a.wav", "b.wav"] {
      let result = program.neap(["render", "\(Self.folder)/\(song)", "-o", name, "--length", "\(length)"])
      #expect(result.status == 0, "\(result.error)")
    }
    #expect(program.bytes("a.wav") == program.bytes("b.wav"))
  }
}
