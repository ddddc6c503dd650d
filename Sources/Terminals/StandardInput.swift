import Glibc

/// Why standard input could not be read.
package struct StandardInputError: Error, CustomStringConvertible {
  package let description: String
}

/// Everything up to the end of standard input, for when it is not a terminal.
package func readAllStandardInput() throws(StandardInputError) -> String {
  var bytes: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 65_536)
  while true {
    let count = read(0, &block, block.count)
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else {
      throw StandardInputError(
        description: "cannot read standard input: \(String(cString: strerror(errno)))")
    }
    if count == 0 { return String(decoding: bytes, as: UTF8.self) }
    bytes.append(contentsOf: block[..<count])
  }
}
