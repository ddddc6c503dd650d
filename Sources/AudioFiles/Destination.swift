import Glibc

/// A file being written beside the one it will replace.
final class Destination {
  private let path: String
  private let target: String
  /// Where it is written until it has its name.
  let unfinished: String
  private let file: FileDescriptor
  private var done = false

  var number: Int32 { file.number }

  /// - Parameter isFound: whether what there is of it is worth something where the program ends in the middle: it then stands in
  ///   plain sight, `take.unfinished-1234.flac` for `take.flac`.
  init(_ path: String, isFound: Bool = false) throws(AudioFileError) {
    guard !path.utf8.contains(0) else {
      throw AudioFileError("\"\(path.filter { $0 != "\0" })\" holds a zero byte, which no file name can")
    }
    var facts = stat()
    let exists = stat(path, &facts) == 0
    if exists, !facts.isRegularFile {
      throw AudioFileError("cannot write \"\(path)\": it is \(facts.sort), expected a file or a new name")
    }
    // A link keeps pointing to the file, which is what gets replaced.
    var target = path
    if exists, let resolved = realpath(path, nil) {
      target = String(cString: resolved)
      free(resolved)
    }
    let slash = target.lastIndex(of: "/")
    let folder = slash.map { String(target[...$0]) } ?? ""
    let number = UInt32.random(in: 0 ... .max)
    let unfinished =
      isFound
      ? Self.inSight(target) : "\(folder).unfinished-\(getpid())-\(String(number, radix: 16))"
    let descriptor = open(unfinished, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      let code = errno
      guard code != ENOENT, code != ENOTDIR else {
        throw AudioFileError("cannot write \"\(path)\": there is no folder \"\(folder)\"")
      }
      throw AudioFileError("cannot write \"\(path)\": \(systemReason(code))")
    }
    if exists { fchmod(descriptor, facts.st_mode & 0o777) }
    self.path = path
    self.target = target
    self.unfinished = unfinished
    file = FileDescriptor(owning: descriptor)
  }

  private static func inSight(_ target: String) -> String {
    let name = target[(target.lastIndex(of: "/").map(target.index(after:)) ?? target.startIndex)...]
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    let base = "\(target[..<dot]).unfinished-\(getpid())"
    var path = "\(base)\(target[dot...])"
    var count = 1
    // A process of the same number may have left one.
    while access(path, F_OK) == 0 {
      count += 1
      path = "\(base)-\(count)\(target[dot...])"
    }
    return path
  }

  deinit { abandon() }

  /// Gives the file its name. `fsync` comes first because some disks report that they are full only then.
  func finish() throws(AudioFileError) {
    guard !done else { return }
    guard fsync(number) == 0, rename(unfinished, target) == 0 else {
      let code = errno
      abandon()
      throw AudioFileError("cannot write \"\(path)\": \(systemReason(code))")
    }
    done = true
  }

  func abandon() {
    guard !done else { return }
    done = true
    unlink(unfinished)
  }
}
