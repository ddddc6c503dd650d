import FoundationEssentials
import Testing

/// Outputs and responses from an independent program: scripts/reference-filters.
struct FilterReference: Decodable {
  struct Answers: Decodable {
    var outputs: [String: [Double]]
    var magnitudes: [Double]
  }
  struct Cookbook: Decodable {
    var kind: String
    var cutoff: Double
    var q: Double
    var gain: Double
    var outputs: [String: [Double]]
    var magnitudes: [Double]
  }
  struct Ratio: Decodable {
    var name: String
    var b: [Double]
    var a: [Double]
    var outputs: [String: [Double]]
    var magnitudes: [Double]
  }
  struct Sections: Decodable {
    var name: String
    var sos: [Double]
    var outputs: [String: [Double]]
    var magnitudes: [Double]
  }
  var rate: Int
  var inputs: [String: [Double]]
  var frequencies: [Double]
  var biquads: [Cookbook]
  var iir: [Ratio]
  var sos: [Sections]
  var fir: Ratio

  static func load() throws -> FilterReference {
    let folder = "\(#filePath)".split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
    let bytes = try #require(FileManager.default.contents(atPath: "\(folder)/References/filters.json"))
    return try JSONDecoder().decode(FilterReference.self, from: bytes)
  }

  /// Runs a kind over each input, and holds its output to 1e-5 and its claimed magnitudes to 0.01 dB.
  func expect(
    _ name: String, _ outputs: [String: [Double]], _ magnitudes: [Double],
    location: SourceLocation = #_sourceLocation, _ make: (KernelBench.Given) throws -> KernelBench
  ) throws {
    for (key, expected) in outputs {
      let input = try #require(inputs[key]).map(Float.init)
      let bench = try make(.samples(input))
      let worst = zip(bench.mono(0..<input.count), expected).map { abs(Double($0) - $1) }.max() ?? 1
      #expect(worst < 1e-5, "\(name), \(key): \(worst)", sourceLocation: location)
    }
    let bench = try make(.samples([1]))
    for (hertz, expected) in zip(frequencies, magnitudes) where expected > 1e-5 {
      let claimed = try #require(bench.claim(hertz), sourceLocation: location)
      #expect(abs(decibels(claimed / expected)) < 0.01, "\(name) at \(hertz) Hz", sourceLocation: location)
    }
  }
}
