import Signals

/// Digests of versions: what a version's number says within a process, said for all processes of one build. A digest
/// stands for type, parameters and inputs' digests, for the rate and for the code that computes; for a sample, its content
/// stands in place of its file; for a score, the events that begin before a frame in place of what will make them.
final class VersionDigests {
  private struct Moment: Hashable {
    let version: UInt64
    let end: Int
  }
  private let base: DigestMaker
  private var lasting: [UInt64: SignalDigest] = [:]
  /// Those of versions that hang on scores.
  private var passing: [Moment: SignalDigest] = [:]
  private var events: [ObjectIdentifier: EventDigests] = [:]
  private var samples: [ObjectIdentifier: (held: Samples, digest: SignalDigest)] = [:]
  /// Versions that cannot be told of.
  private var refused: Set<UInt64> = []

  private static let mostPassing = 1 << 14

  /// - Parameter code: tells what computes.
  init(rate: Int, code: [UInt8]) {
    var base = DigestMaker()
    base.add("neap segment 1")
    base.add(rate)
    base.add(code.count)
    code.withUnsafeBytes { base.add($0) }
    self.base = base
  }

  /// The digest of a version whose scores' events are prepared up to `end`; nil for what cannot be told of.
  func digest(of root: SignalVersion, before end: Int) -> SignalDigest? {
    if passing.count > Self.mostPassing { passing.removeAll(keepingCapacity: true) }
    var pending = [root]
    while let version = pending.last {
      if refused.contains(version.id) { return nil }
      if known(version, end) != nil {
        pending.removeLast()
        continue
      }
      let missing = version.inputs.compactMap(\.version).filter { known($0, end) == nil }
      if !missing.isEmpty {
        pending.append(contentsOf: missing)
        continue
      }
      guard let digest = make(version, end) else {
        refused.formUnion(pending.map(\.id))
        return nil
      }
      if version.hasScore {
        passing[Moment(version: version.id, end: end)] = digest
      } else {
        lasting[version.id] = digest
      }
      pending.removeLast()
    }
    return known(root, end)
  }

  /// The digest of what several come to when they are added up in their order.
  func digest(ofSum roots: [SignalVersion], channels: Int, before end: Int) -> SignalDigest? {
    var maker = base
    maker.add("sum")
    maker.add(channels)
    for root in roots {
      guard let digest = digest(of: root, before: end) else { return nil }
      maker.add(digest)
    }
    return maker.digest
  }

  private func known(_ version: SignalVersion, _ end: Int) -> SignalDigest? {
    version.hasScore ? passing[Moment(version: version.id, end: end)] : lasting[version.id]
  }

  private func make(_ version: SignalVersion, _ end: Int) -> SignalDigest? {
    // What still comes in, and the mix of whatever plays, are told of by nothing that lasts.
    guard !version.isLive, version.kind != SignalKind.mixType else { return nil }
    let key = version.place.key
    var maker = base
    maker.add(key.kind)
    if let score = version.score { return digest(of: score, end, &maker) }
    let inputs = Dictionary(
      version.inputs.compactMap(\.version).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    for part in key.parts {
      // Where its samples are told of, how their file is called is not.
      if version.kernel.contents != nil, case .text = part { continue }
      guard add(part, inputs, end, &maker) else { return nil }
    }
    if let contents = version.kernel.contents { maker.add(digest(of: contents)) }
    return maker.digest
  }

  private func add(
    _ part: VersionKey.Part, _ inputs: [UInt64: SignalVersion], _ end: Int, _ maker: inout DigestMaker
  ) -> Bool {
    switch part {
    case .number(let number):
      maker.add(1)
      maker.add(number)
    case .numbers(let numbers):
      maker.add(2)
      maker.add(numbers)
    case .constant(let values, let range):
      maker.add(3)
      maker.add(values)
      maker.add(range.lower ?? .min)
      maker.add(range.upper ?? .max)
    case .text(let text):
      maker.add(4)
      maker.add(text)
    case .flag(let flag):
      maker.add(5)
      maker.add(flag ? 1 : 0)
    case .samples(let samples):
      maker.add(6)
      maker.add(digest(of: samples))
    case .version(let id):
      guard let input = inputs[id], let digest = known(input, end) else { return false }
      maker.add(7)
      maker.add(digest)
    case .list(let parts):
      maker.add(8)
      maker.add(parts.count)
      for part in parts where !add(part, inputs, end, &maker) { return false }
    }
    return true
  }

  private func digest(of score: ScoreKernel, _ end: Int, _ maker: inout DigestMaker) -> SignalDigest? {
    maker.add(score.shape.channels)
    maker.add(score.isHeld ? 1 : 0)
    maker.add(score.cutters.count)
    for played in [score.events] + score.cutters {
      guard let digest = digest(of: played, end) else { return nil }
      maker.add(digest)
    }
    return maker.digest
  }

  private func digest(of played: ScoreEvents, _ end: Int) -> SignalDigest? {
    let known = events[ObjectIdentifier(played)] ?? EventDigests(played)
    events[ObjectIdentifier(played)] = known
    // A voice that follows a pattern of its own would need that one's events too.
    return known.digest(before: end) { $0.hasScore ? nil : digest(of: $0, before: 0) }
  }

  private func digest(of contents: Samples) -> SignalDigest {
    if let known = samples[ObjectIdentifier(contents)] { return known.digest }
    var maker = DigestMaker()
    maker.add(contents.planes)
    samples[ObjectIdentifier(contents)] = (contents, maker.digest)
    return maker.digest
  }
}
