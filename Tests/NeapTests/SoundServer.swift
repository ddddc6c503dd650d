import Glibc

/// A private sound server for a program that is run behind a test, and what it hears of it. It ends with this value.
final class SoundServer {
  let folder: String
  private static let script: String = {
    let parts = #filePath.split(separator: "/").dropLast(3)
    return "/" + parts.joined(separator: "/") + "/scripts/test-pulse"
  }()

  init() {
    var name = Array("/tmp/neap-server-XXXXXX".utf8CString)
    folder = mkdtemp(&name).map { String(cString: $0) } ?? "/tmp"
    start()
  }

  deinit { _ = system("'\(Self.script)' stop '\(folder)' >/dev/null 2>&1; rm -rf '\(folder)'") }

  func start() { _ = system("'\(Self.script)' start '\(folder)' >/dev/null 2>&1") }

  func kill() { _ = system("'\(Self.script)' kill '\(folder)' >/dev/null 2>&1") }

  /// What a program needs in front of it to find the server.
  var environment: String { ". '\(folder)/env' &&" }

  func pactl(_ command: String) { _ = system("\(environment) pactl \(command) >/dev/null 2>&1") }

  /// Records what is heard from now on; of one channel the left.
  func record(channels: Int = 2) {
    let which = channels == 1 ? "--channels=1 --channel-map=front-left --no-remix" : "--channels=\(channels)"
    _ = system(
      "(\(environment) exec parec --device=test.monitor --raw --format=float32le --rate=48000 \(which) --latency-msec=20 >'\(folder)/record' 2>/dev/null) & echo $! >'\(folder)/recorder'"
    )
  }

  func endRecord() { _ = system("kill -TERM $(cat '\(folder)/recorder'); sleep 0.3") }

  /// The left channel of what was recorded.
  func recorded() -> [Float] {
    endRecord()
    guard let file = fopen("\(folder)/record", "r") else { return [] }
    defer { fclose(file) }
    var samples: [Float] = []
    var piece = [Float](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&piece, 4, piece.count, file)
      if count == 0 { break }
      for place in stride(from: 0, to: count, by: 2) { samples.append(piece[place]) }
    }
    return samples
  }
}

/// A line that rises evenly, as it was heard: where it does not, something is missing, or came twice.
struct HeardLine {
  /// Runs of frames that follow each other, each by its first frame of the record and how many they are.
  private(set) var runs: [(first: Int, count: Int, level: Float)] = []
  let slope: Float

  /// `slope` is how much it rises from frame to frame.
  init(_ samples: [Float], slope: Float) {
    self.slope = slope
    var start = 0
    for frame in 1...max(1, samples.count) {
      let goesOn =
        frame < samples.count && samples[frame] > 0 && samples[frame - 1] > 0
        && abs(samples[frame] - samples[frame - 1] - slope) < slope * 0.5
      if goesOn { continue }
      if frame - start > 480, start < samples.count, samples[start] > 0 {
        runs.append((start, frame - start, samples[start]))
      }
      start = frame
    }
  }

  /// Frames of the line that lie between one run and the next and were not heard.
  var missing: [Int] {
    zip(runs, runs.dropFirst()).map { before, after in
      Int(((after.level - before.level) / slope).rounded()) - before.count
    }
  }
}
