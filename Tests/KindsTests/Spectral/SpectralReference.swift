import Foundation
import Testing

/// What SciPy makes of two sounds; `scripts/reference-spectral` says how.
struct SpectralReference: Decodable {
  var window: Int
  var hop: Int
  var voice: [Float]
  var other: [Float]
  var threshold: Double
  var gate: [Float]
  var below: [Float]
  var response: [Float]
  var filter: [Float]
  var vocoder: [Float]
  var convolved: [Float]

  static func load() throws -> SpectralReference {
    let path =
      "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(
        separator: "/")
      + "/References/spectral.json"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    return try JSONDecoder().decode(SpectralReference.self, from: bytes)
  }
}

/// The greatest difference between two planes.
func greatestDifference(_ a: [Float], _ b: [Float]) -> Float {
  a.count == b.count ? zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) } : .infinity
}
