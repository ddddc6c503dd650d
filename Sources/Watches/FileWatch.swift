import CLinux
import Glibc

/// Why a file cannot be watched, a sentence.
package struct FileWatchError: Error, CustomStringConvertible {
  package let description: String
}

/// Tells when a file was saved. What is watched is its folder: editors write another file and rename it over the old one,
/// or take the old one away first, so that the file itself comes and goes.
///
/// One descriptor becomes readable where something happened; nothing here waits. Confined to one thread.
package final class FileWatch {
  /// Milliseconds without another event after which a save is whole.
  static let settled = 30
  /// The same for a file that was opened for writing and is not yet closed.
  static let writing = 1_000
  /// How often a folder that is gone is looked for.
  static let lookingAgain = 500

  private let path: String
  private let name: String
  private let epoll = epoll_open()
  private let events = folder_watch_open()
  private let timer = timer_open()
  /// What inotify numbers the watched folders: the path's own, and the one that a link leads to.
  private var folders: [Int32] = []
  private var isFolderGone = false
  private var seen: Identity?
  private var buffer = [CChar](repeating: 0, count: 16_384)

  /// A file as it was last told of.
  private struct Identity: Equatable {
    let device: dev_t
    let inode: ino_t
    let size: Int
    let seconds: Int
    let nanoseconds: Int
  }

  /// The file need not be there yet; its folder must.
  package init(_ path: String) throws(FileWatchError) {
    self.path = path
    name = Self.split(path).name
    guard epoll >= 0, events >= 0, timer >= 0 else { throw Self.failure(path) }
    guard watchFolders() else { throw Self.failure(path) }
    epoll_add(epoll, events, UInt32(EPOLL_READABLE))
    epoll_add(epoll, timer, UInt32(EPOLL_READABLE))
    seen = identity()
  }

  deinit {
    for descriptor in [epoll, events, timer] where descriptor >= 0 { close(descriptor) }
  }

  /// Readable where `takeSave` has something to look at.
  package var descriptor: Int32 { epoll }

  /// Whether the file has been saved since it was last told, and is whole.
  package func takeSave() -> Bool {
    readEvents()
    var isDue: UInt64 = 0
    guard read(timer, &isDue, 8) == 8 else { return false }
    if isFolderGone {
      guard watchFolders() else {
        timer_set(timer, Self.lookingAgain)
        return false
      }
      isFolderGone = false
    }
    // A link may lead elsewhere by now.
    _ = watchFolders()
    guard let now = identity(), now != seen else { return false }
    seen = now
    return true
  }

  private func readEvents() {
    while true {
      let length = read(events, &buffer, buffer.count)
      guard length > 0 else { return }
      var offset = 0
      var what: Int32 = 0
      while let name = folder_watch_next(buffer, length, &offset, &what) {
        let told = String(cString: name)
        if what & Int32(FOLDER_GONE) != 0 {
          isFolderGone = true
          timer_set(timer, Self.settled)
        } else if told == self.name || told == target?.name {
          timer_set(timer, what & Int32(FOLDER_SAVED) != 0 ? Self.settled : Self.writing)
        }
      }
    }
  }

  /// The file behind a link.
  private var target: (folder: String, name: String)?

  private func watchFolders() -> Bool {
    var wanted = [Self.split(path).folder]
    target = nil
    if let real = realpath(path, nil) {
      let behind = Self.split(String(cString: real))
      free(real)
      target = behind
      wanted.append(behind.folder)
    }
    // A folder that is watched already keeps its number.
    let now = wanted.map { folder_watch_add(events, $0) }.filter { $0 >= 0 }
    guard !now.isEmpty else { return false }
    for old in folders where !now.contains(old) { folder_watch_remove(events, old) }
    folders = now
    return true
  }

  private func identity() -> Identity? {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    return Identity(
      device: facts.st_dev, inode: facts.st_ino, size: Int(facts.st_size), seconds: facts.st_mtim.tv_sec,
      nanoseconds: facts.st_mtim.tv_nsec)
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.index(after: slash)...]))
  }

  private static func failure(_ path: String) -> FileWatchError {
    FileWatchError(description: "cannot watch \(path): \(String(cString: strerror(errno)))")
  }
}
