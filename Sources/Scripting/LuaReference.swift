import Synchronization

/// What keeps a Lua value alive from Swift: a place in the state's registry.
///
/// It may end anywhere, on any thread and after the state: the place is only noted, and the state gives it back the
/// next time it is at work.
final class LuaReference: Sendable {
  let index: Int32
  private let releases: LuaReleases

  init(index: Int32, releases: LuaReleases) {
    self.index = index
    self.releases = releases
  }

  deinit { releases.note(index) }
}

/// The way from a table or function to its state.
///
/// A weak reference would do, but it makes every retain of the state several times as dear, and there are some in each
/// call. This one is emptied when the state ends, which happens in the one thread that all of them are confined to.
final class LuaLink {
  unowned(unsafe) var state: LuaState?
}

/// The places that are no longer needed.
final class LuaReleases: Sendable {
  private let pending = Mutex<[Int32]>([])
  private let isEmpty = Atomic<Bool>(true)

  func note(_ index: Int32) {
    pending.withLock { $0.append(index) }
    isEmpty.store(false, ordering: .releasing)
  }

  func take() -> [Int32] {
    if isEmpty.load(ordering: .acquiring) { return [] }
    return pending.withLock { list in
      isEmpty.store(true, ordering: .releasing)
      defer { list = [] }
      return list
    }
  }
}
