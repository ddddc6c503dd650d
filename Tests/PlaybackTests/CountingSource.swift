import Synchronization

@testable import Playback

/// What a `CountingSource` was asked, in order.
final class SourceLog: Sendable {
  enum Entry: Equatable {
    case render(Range<Int>)
    case apply(Float, at: Int)
    case retract(Int)
  }

  private struct State {
    var entries: [Entry] = []
    var forbidden = 0
    var preparing = 0
    var onRender: (@Sendable (Range<Int>) -> Void)?
  }

  private let state = Mutex(State())

  var entries: [Entry] { state.withLock(\.entries) }

  /// Ranges that were off the grid or began before what had been heard.
  var forbidden: Int { state.withLock(\.forbidden) }

  /// Where each edit holds at last.
  var applied: [(level: Float, frame: Int)] {
    entries.reduce(into: []) { edits, entry in
      switch entry {
      case .apply(let level, let frame): edits.append((level, frame))
      case .retract(let frame): while edits.last?.frame == frame { edits.removeLast() }
      case .render: break
      }
    }
  }

  /// Is called on the player's thread before each rendering.
  func onRender(_ body: (@Sendable (Range<Int>) -> Void)?) { state.withLock { $0.onRender = body } }

  /// How many slices each world takes to be prepared from now on.
  func setPreparing(_ slices: Int) { state.withLock { $0.preparing = slices } }

  var preparing: Int { state.withLock(\.preparing) }

  func note(_ entry: Entry) { state.withLock { $0.entries.append(entry) } }

  func willRender(_ range: Range<Int>, heard: Int) {
    let body = state.withLock { state in
      state.entries.append(.render(range))
      let onGrid = range.lowerBound % PlayGrid.block == 0 && range.upperBound % PlayGrid.block == 0
      if !onGrid || range.lowerBound < heard { state.forbidden += 1 }
      return state.onRender
    }
    body?(range)
  }
}

/// Two channels: the first tells the frame, the second the level that the newest edit set.
final class CountingSource: PlayWorld {
  let channels = 2
  private let log: SourceLog
  private var versions: [(frame: Int, level: Float)] = [(0, 0)]
  private var heardUpTo = 0
  private var slices = 0

  init(log: SourceLog) { self.log = log }

  func anew(at frame: Int, with edit: Float?) -> CountingSource {
    let world = CountingSource(log: log)
    world.heardUpTo = frame
    world.versions = [(frame, edit ?? versions[versions.count - 1].level)]
    return world
  }

  func remaining(at frame: Int) -> Float? { nil }
  func remaining(of edit: Float, at frame: Int) -> Float { edit }
  var endedCount: Int { 0 }

  func prepare(for seconds: Double) -> Bool {
    slices += 1
    return slices > log.preparing
  }

  var preparedPart: Double { 0.25 }
  var isWaiting: Bool { log.preparing == .max }

  /// What the first channel is at `frame`; exact, and never the 0 of silence.
  static func count(_ frame: Int) -> Float { Float(frame + 1) / 16_777_216 }

  /// The frame that the first channel tells, nil for silence.
  static func frame(_ count: Float) -> Int? { count == 0 ? nil : Int(count * 16_777_216) - 1 }

  func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) {
    log.willRender(frames, heard: heardUpTo)
    var version = versions.lastIndex { $0.frame <= frames.lowerBound } ?? 0
    for (index, frame) in frames.enumerated() {
      while version + 1 < versions.count, versions[version + 1].frame <= frame { version += 1 }
      out[2 * index] = Self.count(frame)
      out[2 * index + 1] = versions[version].level
    }
  }

  func apply(_ edit: Float, at frame: Int, fade: Int) {
    log.note(.apply(edit, at: frame))
    versions.append((frame, edit))
  }

  func retract(from frame: Int) {
    log.note(.retract(frame))
    versions.removeAll { $0.frame >= frame }
  }

  func heard(upTo frame: Int) { drop(before: frame) }

  func drop(before frame: Int) {
    heardUpTo = frame
    while versions.count > 1, versions[1].frame <= frame { versions.removeFirst() }
  }
}

/// What a player has told.
final class ReportLog: Sendable {
  private let state = Mutex<[PlayerReport]>([])
  var all: [PlayerReport] { state.withLock { $0 } }
  func note(_ report: PlayerReport) { state.withLock { $0.append(report) } }
}

/// Waits until `condition` holds, at most so many seconds; answers whether it does.
func eventually(within seconds: Double = 30, _ condition: () -> Bool) async throws -> Bool {
  let deadline = Monotonic.now() + Monotonic.nanoseconds(seconds)
  while !condition() {
    if Monotonic.now() > deadline { return false }
    try await Task.sleep(nanoseconds: 1_000_000)
  }
  return true
}
