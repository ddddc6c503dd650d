package import Storage
import Synchronization

/// The disk, and a log of all that was asked of it, in order.
package final class RecordedDisk: FileOperations {
  package enum Event: Sendable {
    case create(file: Int, path: String)
    case write(file: Int, [UInt8])
    case sync(file: Int)
    case rename(String, to: String)
    case link(String, to: String)
    case syncFolder
    case remove(String)
    /// The program said that something is kept.
    case acknowledged(Int)
  }

  private struct State {
    var events: [Event] = []
    /// The files that are open, by their descriptors; each file has a number of its own.
    var open: [Int32: Int] = [:]
    var count = 0
  }
  private let disk = DiskOperations()
  private let state = Mutex(State())

  package init() {}

  package var events: [Event] { state.withLock(\.events) }

  package func acknowledge(_ number: Int) { note(.acknowledged(number)) }

  private func note(_ event: Event) { state.withLock { $0.events.append(event) } }

  package func create(_ path: String, isPrivate: Bool) throws(StorageError) -> Int32 {
    let file = try disk.create(path, isPrivate: isPrivate)
    state.withLock { state in
      state.count += 1
      state.open[file] = state.count
      state.events.append(.create(file: state.count, path: path))
    }
    return file
  }
  package func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws(StorageError) {
    try disk.write(bytes, to: file, path)
    state.withLock { $0.events.append(.write(file: $0.open[file] ?? 0, bytes)) }
  }
  package func sync(_ file: Int32, _ path: String) throws(StorageError) {
    try disk.sync(file, path)
    state.withLock { $0.events.append(.sync(file: $0.open[file] ?? 0)) }
  }
  package func rename(_ path: String, to other: String) throws(StorageError) {
    try disk.rename(path, to: other)
    note(.rename(path, to: other))
  }
  package func link(_ path: String, to other: String) throws(StorageError) {
    try disk.link(path, to: other)
    note(.link(path, to: other))
  }
  package func syncFolder(_ path: String) throws(StorageError) {
    try disk.syncFolder(path)
    note(.syncFolder)
  }
  package func remove(_ path: String) {
    disk.remove(path)
    note(.remove(path))
  }
}

/// A folder as a log of writes leaves it when the power fails behind its last event.
///
/// What was synced is there. Of what was written since, any part may be, or zeros in its place, as where a file's length
/// reached the disk before its bytes. Names change in their order, and since the folder was synced last, only so many of
/// the changes as had reached the disk.
package struct DiskReplay {
  private var synced: [Int: [UInt8]] = [:]
  private var written: [Int: [UInt8]] = [:]
  /// The folder as it was synced, and how it changed since.
  private var names: [String: Int] = [:]
  private var changes: [RecordedDisk.Event] = []
  package private(set) var acknowledged: Int?

  package init(_ events: some Sequence<RecordedDisk.Event>) {
    for event in events {
      switch event {
      case .create(let file, _):
        (synced[file], written[file]) = ([], [])
        changes.append(event)
      case .write(let file, let bytes): written[file, default: []] += bytes
      case .sync(let file): synced[file] = written[file]
      case .rename, .link, .remove: changes.append(event)
      case .syncFolder:
        for change in changes { Self.change(&names, change) }
        changes = []
      case .acknowledged(let number): acknowledged = number
      }
    }
  }

  private static func change(_ names: inout [String: Int], _ event: RecordedDisk.Event) {
    switch event {
    case .create(let file, let path): names[path] = file
    case .rename(let path, let other):
      names[other] = names[path]
      names[path] = nil
    case .link(let path, let other): names[other] = names[path]
    case .remove(let path): names[path] = nil
    case .write, .sync, .syncFolder, .acknowledged: break
    }
  }

  /// Every folder that may be found afterwards.
  package var outcomes: [[String: [UInt8]]] {
    var names = names
    var all: [[String: Int]] = [names]
    for change in changes {
      Self.change(&names, change)
      all.append(names)
    }
    return all.flatMap { names in
      [0.0, 0.5, 1, -1].map { part in
        names.mapValues { file in
          let (kept, whole) = (synced[file] ?? [], written[file] ?? [])
          let rest = whole.dropFirst(kept.count)
          return part < 0
            ? kept + [UInt8](repeating: 0, count: rest.count)
            : kept + rest.prefix(Int(Double(rest.count) * part))
        }
      }
    }
  }
}
