import Glibc

/// A folder of a test's own, gone with it.
final class CacheTestFolder {
  let path: String

  init() {
    var template = Array("/tmp/neap-segments-XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp/neap-segments"
  }

  deinit { _ = system("rm -rf '\(path)'") }

  func put(_ bytes: [UInt8], _ path: String) {
    guard let file = fopen(path, "w") else { return }
    _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
    fclose(file)
  }

  func bytes(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: ftell(file))
    rewind(file)
    let count = bytes.withUnsafeMutableBytes { fread($0.baseAddress, 1, $0.count, file) }
    return count == bytes.count ? bytes : nil
  }

  /// Every file in it, in whatever folder.
  var files: [String] {
    guard let list = popen("find '\(path)' -type f", "r") else { return [] }
    defer { pclose(list) }
    var lines: [String] = []
    var line = [CChar](repeating: 0, count: 4_096)
    while fgets(&line, 4_096, list) != nil {
      lines.append(String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }
    return lines
  }
}
