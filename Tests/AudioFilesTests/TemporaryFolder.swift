import Glibc

/// A folder of a test's own, which is gone with everything in it when the test lets go of it.
final class TemporaryFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/audio-files-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Failure(what: "mkdtemp", code: errno) }
    path = String(cString: made)
  }

  deinit {
    for name in names { unlink(self / name) }
    rmdir(path)
  }

  /// All that is in it, hidden or not, in order.
  var names: [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  func write(_ bytes: [UInt8], to name: String) throws {
    guard let file = fopen(self / name, "wb") else { throw Failure(what: name, code: errno) }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure(what: name, code: errno) }
  }

  func bytes(of name: String) throws -> [UInt8] {
    guard let file = fopen(self / name, "rb") else { throw Failure(what: name, code: errno) }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 65_536)
    while case let got = fread(&block, 1, block.count, file), got > 0 { bytes += block[..<got] }
    return bytes
  }

  static func / (folder: TemporaryFolder, name: String) -> String { "\(folder.path)/\(name)" }

  struct Failure: Error {
    let what: String
    let code: Int32
  }
}
