package import Synchronization

/// A sound that is over.
package struct EndedSound: Sendable {
  /// Which: a version and the frame of its start.
  package struct Key: Hashable, Sendable {
    package let version: UInt64
    package let start: Int

    package init(version: UInt64, start: Int) {
      self.version = version
      self.start = start
    }
  }
  package let key: Key
  /// Its number among all that were heard to their end, from 1 on.
  package let number: Int
}

/// The sounds that were heard to their end. The worlds of one transport share them, on the thread that renders them.
final class OverSounds {
  private var numbers: [EndedSound.Key: Int] = [:]
  private var count = 0

  /// Whether it was over before whoever made the snapshot knew: what he still has later was begun anew there.
  func contains(_ key: EndedSound.Key, knownEnds: Int) -> Bool { numbers[key, default: 0] > knownEnds }

  func note(_ key: EndedSound.Key) -> EndedSound {
    count += 1
    numbers[key] = count
    return EndedSound(key: key, number: count)
  }
}

/// Why a sound is silent.
package struct SoundFault: Hashable, Sendable {
  package enum Cause: Hashable, Sendable {
    /// Its samples are not finite; it is heard again where they are.
    case notFinite
    /// It took longer to render than the queue lasts; it is silent until the next edit.
    case tooSlow
    /// Rendering cannot keep up, and there is no time to show what was rendered.
    case resting
    /// There is no time for all that plays, and it costs the most; what each costs.
    case leftOut(costs: String)
    /// It cannot be rendered at all, and why.
    case refused(String)
  }
  package let name: String
  package let cause: Cause

  package init(name: String, cause: Cause) { (self.name, self.cause) = (name, cause) }

  /// As told to whoever plays it.
  package var sentence: String {
    switch cause {
    case .notFinite: "\(name) gives samples that are not finite numbers: it is silent where it does"
    case .tooSlow: "\(name) takes too long to render: it is silent until the next edit"
    case .resting: "\(name) stands still while rendering cannot keep up"
    case .leftOut(let costs):
      "\(name) is left out, since rendering cannot keep up (of the time there is: \(costs)); it is heard again at an edit that leaves room for it"
    case .refused(let reason): "\(name) is silent: \(reason)"
    }
  }
}

/// What the played world tells those who watch it from other threads.
package final class PlayedReport: Sendable {
  /// The last frame that was louder than -90 dBFS.
  package let lastAudible = Atomic<Int>(0)
  /// How loud what was rendered is.
  package let levels = LevelLog()
  /// Samples of what is looked at.
  package let tap = PlayTap()
  private let faults = Mutex<[SoundFault]>([])
  private let ends = Mutex<[EndedSound]>([])
  private let needed = Mutex<ScoreNeed?>(nil)
  private let shares = Mutex<(names: [String], list: [Double])>(([], []))

  package init() {}

  /// What went wrong with sounds since last asked.
  package func takeFaults() -> [SoundFault] {
    faults.withLock { list in
      defer { list = [] }
      return list
    }
  }

  /// Sounds that were heard to their end, since last asked.
  package func takeEnds() -> [EndedSound] {
    ends.withLock { list in
      defer { list = [] }
      return list
    }
  }

  /// What scores play and must be prepared before a world can begin at its frame.
  package var need: ScoreNeed? { needed.withLock { $0 } }

  func await(_ need: ScoreNeed?) { needed.withLock { $0 = need } }

  /// What each name costs to render, in seconds of work for a second of sound.
  package var costs: [(name: String, share: Double)] {
    shares.withLock { Array(zip($0.names, $0.list)) }
  }

  /// From now on these sounds play.
  func begin(_ names: [String]) {
    levels.begin(names)
    shares.withLock { $0 = (names, names.map { _ in 0 }) }
  }

  func tellCosts(_ fill: (inout [Double]) -> Void) { shares.withLock { fill(&$0.list) } }

  func noteEnd(_ sound: EndedSound) { ends.withLock { $0.append(sound) } }

  func fault(_ name: String, _ cause: SoundFault.Cause) {
    let fault = SoundFault(name: name, cause: cause)
    faults.withLock { if !$0.contains(fault) { $0.append(fault) } }
  }
}
