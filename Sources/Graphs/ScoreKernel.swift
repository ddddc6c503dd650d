package import Signals

extension SignalKind {
  /// Notes that a pattern gives an instrument, or values that it holds: title, channels, whether values are held, and
  /// the names that it follows.
  package static let scoreType = "score"
  /// What a score is made from: its name, a number for each time that it was made anew, and those of the others whose
  /// notes cut its own off.
  package static let sourceType = "source"
}

extension SignalData {
  /// A score that hangs on a slot of its own.
  package static func score(title: String, channels: Int, isHeld: Bool, slot: SignalID) -> SignalData {
    SignalData(
      type: SignalKind.scoreType,
      arguments: [.text(title), .number(Double(channels)), .flag(isHeld), .signals([slot])])
  }

  package static func source(name: String, making: Int, others: [Int]) -> SignalData {
    SignalData(
      type: SignalKind.sourceType,
      arguments: [.text(name), .number(Double(making)), .numbers(others.map(Double.init))])
  }
}

/// A score. Rendered by its plan: its voices are not known when it is made.
package struct ScoreKernel: Kernel {
  package let shape: SignalShape
  /// Whether each event is a value that holds until the next.
  package let isHeld: Bool
  package let events: ScoreEvents
  /// What other scores play whose notes cut this one's off.
  package let cutters: [ScoreEvents]

  init(channels: Int, isHeld: Bool, events: ScoreEvents, cutters: [ScoreEvents]) {
    shape = SignalShape(channels: channels)
    (self.isHeld, self.events, self.cutters) = (isHeld, events, cutters)
  }

  // Notes are answered for purely wherever they sound.
  package var memory: Memory { .elsewhere }
  package func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) { block.fillWithZero() }
}

/// What is behind a name that a score follows: its number and those of its cutters, as a signal that never changes.
struct SourceKernel: Kernel {
  let numbers: [Double]
  var shape: SignalShape { SignalShape(period: 1) }
  var constant: [Double]? { numbers }
  func render(_ block: RenderBlock, _ state: UnsafeMutableRawPointer?) {
    block.fill(0, Float(numbers[0]))
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
    let made = data.references.map { version($0)?.constant ?? [] }
    let follows = made.map { VersionKey.Part.constant($0, .all) }
    let key = VersionKey(
      kind: SignalKind.scoreType, parts: [.text(title), .number(channels), .flag(isHeld), .list(follows)])
    if let found = table.find(key) { return found }
    // A making's events stay its own, whoever cuts them off.
    let making = made.first?.first.map { table.events(of: $0) } ?? ScoreEvents()
    let kernel = ScoreKernel(
      channels: Int(channels), isHeld: isHeld, events: making,
      cutters: (made.first ?? []).dropFirst().map { table.events(of: $0) })
    return table.insert(key) {
      SignalVersion(place: $0, kernel: kernel, streams: [], inputs: [], openLoops: 0, loopDepth: nil)
    }
  }

  func source(_ data: SignalData) throws -> SignalVersion {
    guard case .number(let number)? = data.arguments[safe: 1] else {
      throw SignalError("source: a number is expected")
    }
    var others: [Double] = []
    if case .numbers(let given)? = data.arguments[safe: 2] { others = given }
    let key = VersionKey(kind: SignalKind.sourceType, parts: [.number(number), .numbers(others)])
    if let found = table.find(key) { return found }
    return table.insert(key) {
      SignalVersion(
        place: $0, kernel: SourceKernel(numbers: [number] + others), streams: [], inputs: [], openLoops: 0,
        loopDepth: nil)
    }
  }
}
