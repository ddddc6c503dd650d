import Glibc

/// An open file that is closed when its owner lets go of it.
struct FileDescriptor: ~Copyable {
  let number: Int32

  init(owning number: Int32) { self.number = number }

  deinit { close(number) }
}

/// The system's own words for `code`, an `errno`.
func systemReason(_ code: Int32) -> String { strerror(code).map { String(cString: $0) } ?? "error \(code)" }

extension stat {
  var isRegularFile: Bool { st_mode & S_IFMT == S_IFREG }

  /// What the file is, for a sentence.
  var sort: String {
    switch st_mode & S_IFMT {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a named pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "no regular file"
    }
  }
}
