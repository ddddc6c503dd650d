package import Signals

extension SignalKind {
  /// Notes that a pattern gives an instrument, or values that it holds: title, channels, whether values are held, and
  /// the names that it follows.
  package static let scoreType = "score"
  /// What a name holds that makes no sound by itself, a pattern or an instrument: its name, and a number for each time
  /// that it was bound.
  package static let sourceType = "source"
}

extension SignalData {
  /// A score that hangs on a slot of its own.
  package static func score(title: String, channels: Int, isHeld: Bool, slot: SignalID) -> SignalData {
    SignalData(
      type: SignalKind.scoreType,
      arguments: [.text(title), .number(Double(channels)), .flag(isHeld), .signals([slot])])
  }
}

/// A score. Rendered by its plan: its voices are not known when it is made.
package struct ScoreKernel: Kernel {
  package let shape: SignalShape
  /// Whether each event is a value that holds until the next.
  package let isHeld: Bool
  package let events = ScoreEvents()

  init(channels: Int, isHeld: Bool) {
    shape = SignalShape(channels: channels)
    self.isHeld = isHeld
  }

  // Notes are answered for purely wherever they sound.
  package var memory: Memory { .elsewhere }
  package func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { block.fillWithZero() }
}

/// What is behind a name that a score follows: its number, as a signal that never changes.
struct SourceKernel: Kernel {
  let number: Double
  var shape: SignalShape { SignalShape(period: 1) }
  var constant: [Double]? { [number] }
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    block.fill(0, Float(number))
    block.markUniform()
  }
}

extension SignalVersion {
  /// The score that this is.
  package var score: ScoreKernel? { kernel as? ScoreKernel }
}

extension VersionBuilder {
  func score(_ data: SignalData, _ version: (SignalID) -> SignalVersion?) throws -> SignalVersion {
    guard case .text(let title)? = data.arguments.first,
      case .number(let channels)? = data.arguments[safe: 1],
      case .flag(let isHeld)? = data.arguments[safe: 2]
    else { throw SignalError("score: a title, channels and whether it holds are expected") }
    let follows = data.references.map { VersionKey.Part.constant(version($0)?.constant ?? [], .all) }
    let key = VersionKey(
      kind: SignalKind.scoreType, parts: [.text(title), .number(channels), .flag(isHeld), .list(follows)])
    if let found = table.find(key) { return found }
    return table.insert(key) { id, onEnd in
      SignalVersion(
        id: id, kind: SignalKind.scoreType, kernel: ScoreKernel(channels: Int(channels), isHeld: isHeld),
        streams: [], inputs: [], openLoops: 0, loopDepth: nil, onEnd: onEnd)
    }
  }

  func source(_ data: SignalData) throws -> SignalVersion {
    guard case .number(let number)? = data.arguments[safe: 1] else {
      throw SignalError("source: a number is expected")
    }
    let key = VersionKey(kind: SignalKind.sourceType, parts: [.number(number)])
    if let found = table.find(key) { return found }
    return table.insert(key) { id, onEnd in
      SignalVersion(
        id: id, kind: SignalKind.sourceType, kernel: SourceKernel(number: number), streams: [], inputs: [],
        openLoops: 0, loopDepth: nil, onEnd: onEnd)
    }
  }
}
