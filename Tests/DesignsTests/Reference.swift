import FoundationEssentials
import Testing

/// Values from an independent program: scripts/reference-filters.
enum Reference {
  static func load<T: Decodable>(_ name: String) throws -> T {
    let folder = "\(#filePath)".split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/References/\(name).json"))
    return try JSONDecoder().decode(T.self, from: bytes)
  }

  /// The greatest difference, as a part of the greatest magnitude.
  static func worst(_ found: [Double], _ expected: [Double]) -> Double {
    guard found.count == expected.count else { return .infinity }
    let top = expected.reduce(0) { max($0, abs($1)) }
    return zip(found, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / (top == 0 ? 1 : top)
  }
}
