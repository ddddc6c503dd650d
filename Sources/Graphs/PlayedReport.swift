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
  /// The frame of the clock from which on nothing is heard of it.
  package let frame: Int
}

/// What the played world tells those who watch it from other threads.
package final class PlayedReport: Sendable {
  /// The last frame that was louder than -90 dBFS.
  package let lastAudible = Atomic<Int>(0)
  private let faults = Mutex<[String]>([])
  private let ends = Mutex<[EndedSound]>([])

  package init() {}

  /// Names whose samples were not finite, since last asked.
  package func takeFaults() -> [String] {
    faults.withLock { names in
      defer { names = [] }
      return names
    }
  }

  /// Sounds that have ended and rung out, since last asked.
  package func takeEnds() -> [EndedSound] {
    ends.withLock { list in
      defer { list = [] }
      return list
    }
  }

  func noteEnd(_ sound: EndedSound) { ends.withLock { $0.append(sound) } }

  func fault(_ name: String) {
    faults.withLock { if !$0.contains(name) { $0.append(name) } }
  }
}
