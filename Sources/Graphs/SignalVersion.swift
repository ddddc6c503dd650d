package import Signals

/// One input of a version: another version, or values that never change.
package enum VersionInput: Sendable {
  case constant([Float])
  case version(SignalVersion)
}

/// What a signal is at one moment of editing: its type, its parameters and its inputs' versions, names followed.
///
/// Immutable and interned: equal content is one object, so blocks kept under a version are right for as long as it
/// lives, and undoing an edit finds the former version with every block still kept.
package final class SignalVersion: @unchecked Sendable {
  // Unchecked because `inputs` is a variable: it is written in `init` and in `deinit` only, where no other thread
  // can hold the object.

  let place: VersionTable.Place
  /// Unique in the process, never used again.
  package var id: UInt64 { place.id }
  package var kind: String { place.key.kind }
  package let kernel: any Kernel
  /// What the kernel was told of its inputs, in the order of their indices.
  package let streams: [StreamInput]
  package private(set) var inputs: [VersionInput]
  package let shape: SignalShape
  /// The loops, one bit for each depth, whose placeholder this hangs on; 0 for what means something by itself.
  package let openLoops: UInt64
  /// The depth of the loop that this closes.
  package let loopDepth: Int?
  /// Whether playing it needs more than the inputs' same frames: it, or what it reads at its own time, has memory.
  package let hasMemory: Bool
  /// The inputs, one bit for each, that are processed: the others tell how.
  let sources: UInt64
  /// Whether it is a score or hangs on one.
  package let hasScore: Bool

  /// Whether it has the same bits a period later however it is rendered, so that no period need be held.
  let repeatsItself: Bool
  /// Frames that one frame asks for of what is read most densely below.
  package let density: Double

  /// Whether its samples may be others when they are asked for again.
  let isLive: Bool
  /// What a frame costs to render where nothing below is kept, in multiples of what a sum costs.
  let effort: EffortSketch
  /// The same of itself alone.
  let ownEffort: Double

  init(
    place: VersionTable.Place, kernel: any Kernel, streams: [StreamInput], inputs: [VersionInput],
    openLoops: UInt64, loopDepth: Int?, sources: UInt64 = 0
  ) {
    self.place = place
    self.kernel = kernel
    self.streams = streams
    self.inputs = inputs
    self.shape = kernel.shape
    self.openLoops = openLoops
    self.loopDepth = loopDepth
    self.sources = sources
    self.density = kernel.density * inputs.reduce(1) { max($0, $1.version?.density ?? 1) }
    self.repeatsItself =
      kernel.repeatsItself
      || (kernel.isElementwise && kernel.memory == .none
        && inputs.allSatisfy { $0.version?.repeatsItself ?? true })
    let own = kernel.effort * Double(kernel.shape.channels) * (openLoops == 0 ? 1 : SignalVersion.loopEffort)
    ownEffort = own
    var effort = EffortSketch(own, id: place.id)
    for input in inputs { if let below = input.version?.effort { effort.formUnion(below) } }
    self.effort = effort
    self.hasScore = kernel is ScoreKernel || inputs.contains { $0.version?.hasScore == true }
    self.isLive = kernel.isLive || inputs.contains { $0.version?.isLive == true }
    let memory = kernel.memory
    self.hasMemory =
      (memory != .none && memory != .elsewhere) || kernel is MasterMix
      || inputs.indices.contains { !kernel.isReadElsewhere($0) && inputs[$0].version?.hasMemory == true }
  }

  /// Loops step in short pieces, or sample by sample.
  private static let loopEffort = 8.0

  /// Whether input `index` is processed.
  func isSource(_ index: Int) -> Bool { index < 64 && sources & (1 << UInt64(index)) != 0 }

  /// The constant value per channel, where it never changes.
  package var constant: [Double]? { kernel.constant }

  deinit {
    place.leave()
    // A chain may be 10 000 deep: what is let go with this is taken apart in a loop, not by nested deinits. Each version
    // keeps its inputs until its own end, since another thread may find it alive again until then.
    var pending = inputs.compactMap(\.version)
    inputs = []
    while let last = pending.popLast() {
      var version = consume last
      if isKnownUniquelyReferenced(&version) {
        pending.append(contentsOf: version.inputs.compactMap(\.version))
      }
    }
  }
}

extension VersionInput {
  package var version: SignalVersion? { if case .version(let version) = self { version } else { nil } }
}
