import Glibc
import Graphs
import Kinds
import Playback
import Sessions
import Signals
import Testing
import Workspaces

/// From a chunk to the ear, by a frame counter in what the sink's monitor records: a measurement, made where NEAP_LATENCY is
/// set, on a machine that is otherwise idle. On one that stands still the monitor of a rewinding sink tells nothing.
@Suite(.enabled(if: getenv("NEAP_LATENCY") != nil)) struct LatencyTests {
  @Test func everyEditIsHeardSoonAfterItsChunk() throws {
    var name = Array("/tmp/neap-latency-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&name).map { String(cString: $0) })
    defer { _ = system("rm -rf '\(folder)'") }
    _ = system(
      "parecord --rate=48000 --channels=2 --format=float32le --raw --latency-msec=20 '\(folder)/heard' 2>/dev/null & echo $! > '\(folder)/pid'"
    )
    usleep(2_300_000)

    let manager = SignalManager(catalogue: .all)
    let report = PlayedReport()
    let cache = manager.cache
    let log = manager.log
    let output = try PlayerOutput(
      sink: .pulse(), rate: 48_000, channels: 2, report: report,
      makeGraph: { PlayedGraph(channels: 2, cache: cache, log: log, report: report) })
    defer { output.player.stop() }
    let session = try Session(
      workspace: Workspace(manager: manager), output: output,
      files: FileAccess(folder: folder, isTrusted: false))
    // Left counts frames, right tells the version; a patch of some 60 filters plays beside them, too quiet to be read.
    try session.evaluate(
      """
      count = line(0, 1, 2^24 / 48000)
      mark = constant(0)
      local t = {}
      for i = 1, 60 do t[i] = saw(50 + i):lowpass(500 + i) end
      play(stereo{count, mark}, mix(t) * 1e-12)
      volume(0) fade(0.001)
      """, name: "latency")
    sleep(1)
    var asked: [Int] = []
    for number in 1...40 {
      asked.append(output.position)
      try session.evaluate("mark = constant(\(Double(number) / 64))", name: "latency")
      usleep(300_000)
    }
    _ = system("kill -INT $(cat '\(folder)/pid')")
    usleep(300_000)
    let heard = try arrivals(AtomicFile.read(folder + "/heard"))
    let found = (1...40).compactMap { heard[$0] }
    // On a machine that stands still an edit may be overtaken by the next; the last one is heard.
    #expect(heard[40] != nil)
    #expect(!found.isEmpty)
    let late = zip(1...40, asked).compactMap { number, frame in
      heard[number].map { Double($0 - frame) / 48 }
    }.sorted()
    print(
      "from a chunk to the ear: median \(late[late.count / 2]) ms, 95 % \(late[late.count * 95 / 100]) ms, most \(late[late.count - 1]) ms"
    )
  }

  /// The counted frame at which each version is first heard.
  private func arrivals(_ bytes: [UInt8]) -> [Int: Int] {
    var first: [Int: Int] = [:]
    bytes.withUnsafeBytes { raw in
      for frame in 0..<(raw.count / 8) {
        let count = raw.loadUnaligned(fromByteOffset: frame * 8, as: Float.self)
        let mark = raw.loadUnaligned(fromByteOffset: frame * 8 + 4, as: Float.self)
        let number = Int((mark * 64).rounded())
        if abs(mark * 64 - Float(number)) < 0.01, first[number] == nil {
          first[number] = Int((count * 16_777_216).rounded())
        }
      }
    }
    return first
  }
}
