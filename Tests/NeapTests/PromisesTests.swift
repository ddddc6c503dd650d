import Foundation
import Testing

/// docs/trust.md names, for each promise, the tests that hold it; a name that stands for nothing would hold nothing.
@Suite struct PromisesTests {
  private struct Promise {
    let text: String
    /// What stands between backquotes in the last column.
    let names: [String]
  }

  private static let root = "\(#filePath)".split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  private static func promises() throws -> [Promise] {
    let page = try String(contentsOfFile: "\(root)/docs/trust.md", encoding: .utf8)
    return page.split(separator: "\n").filter { $0.hasPrefix("|") && !$0.hasPrefix("|--") }
      .compactMap { line in
        let cells = line.dropFirst().dropLast().split(separator: "|")
        guard let last = cells.last, cells[0].trimmingCharacters(in: .whitespaces) != "promise" else {
          return nil
        }
        let parts = last.split(separator: "`", omittingEmptySubsequences: false)
        return Promise(
          text: String(cells[0]),
          names: parts.enumerated().filter { $0.offset % 2 == 1 }.map { String($0.element) })
      }
  }

  /// The text of each file of tests.
  private static func files() throws -> [String] {
    let tests = URL(filePath: "\(root)/Tests")
    let all = FileManager.default.enumerator(at: tests, includingPropertiesForKeys: nil)
    return try (all?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test func eachPromiseNamesTestsThatAreThere() throws {
    let all = try Self.files()
    /// The files that a suite stands in.
    func files(of suite: String) -> [String] {
      all.filter { text in
        ["struct", "class", "extension"].contains { text.contains("\($0) \(suite) {") }
      }
    }
    let promises = try Self.promises()
    #expect(promises.count > 40)
    for promise in promises {
      #expect(!promise.names.isEmpty, "no test holds:\(promise.text)")
      // A test without its suite is of the one that was named before it.
      var suite = ""
      for name in promise.names {
        let parts = name.split(separator: ".").map(String.init)
        if parts[0].hasSuffix("Tests") { suite = parts[0] }
        let texts = files(of: suite)
        #expect(
          texts.contains { $0.contains("@Test") },
          "\(suite) tests nothing: \(name) is to hold:\(promise.text)")
        if let test = parts.last, test != suite {
          #expect(
            texts.contains { $0.contains("func \(test)(") }, "there is no \(name) to hold:\(promise.text)")
        }
      }
    }
  }
}
