import Glibc

/// Opens a regular, non-empty file for reading, or says in a sentence why that cannot be.
///
/// The file is opened first and looked at afterwards, so that what is checked is what is read; `O_NONBLOCK` keeps a
/// named pipe without a writer from holding the caller up.
enum SourceFile {
  static func open(_ path: String) throws(AudioFileError) -> FileDescriptor {
    guard !path.isEmpty else { throw AudioFileError("the name of the sound file is empty") }
    guard !path.utf8.contains(0) else {
      throw AudioFileError("\"\(path.filter { $0 != "\0" })\" holds a zero byte, which no file name can")
    }
    let number = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard number >= 0 else { throw refusal(path, errno) }
    let file = FileDescriptor(owning: number)
    var facts = stat()
    guard fstat(number, &facts) == 0 else { throw refusal(path, errno) }
    guard facts.isRegularFile else {
      throw AudioFileError("\"\(path)\" is \(facts.sort): expected a sound file")
    }
    guard facts.st_size > 0 else {
      throw AudioFileError("\"\(path)\" is empty (0 bytes): expected a sound file")
    }
    return file
  }

  private static func refusal(_ path: String, _ code: Int32) -> AudioFileError {
    switch code {
    case ENOENT, ENOTDIR: missing(path)
    // A socket, or a device without a driver.
    case ENXIO, ENODEV: AudioFileError("\"\(path)\" is a socket or a device: expected a sound file")
    default: AudioFileError("cannot open \"\(path)\": \(systemReason(code))")
    }
  }

  private static func missing(_ path: String) -> AudioFileError {
    let slash = path.lastIndex(of: "/")
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    guard let names = names(in: folder) else {
      return AudioFileError("there is no file \"\(path)\": there is no folder \"\(folder)\"")
    }
    guard let near = nearestName(to: name, among: names) else {
      return AudioFileError("there is no file \"\(path)\"")
    }
    let prefix = slash.map { String(path[...$0]) } ?? ""
    return AudioFileError("there is no file \"\(path)\"; did you mean \"\(prefix)\(near)\"?")
  }

  /// The names in a folder but for hidden ones, at most 10 000 of them; nil where it is no folder.
  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return errno == ENOENT || errno == ENOTDIR ? nil : [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < 10_000, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: tuple.pointee)) {
          String(cString: $0)
        }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }
}
