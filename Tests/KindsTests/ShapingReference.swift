import FoundationEssentials
import Testing

/// What NumPy and SciPy make of shaping, arithmetic and smoothing: written by scripts/reference-shaping.
struct ShapingReference: Decodable {
  struct Function: Decodable {
    var kind: String
    var x: [Double]
    var y: [Double]
  }
  struct Oversampled: Decodable {
    var factor: Int
    var drive: Double
    var y: [Double]
  }
  struct Lagged: Decodable {
    var time: Double
    var y: [Double]
  }
  struct Mean: Decodable {
    var frames: Int
    var y: [Double]
  }

  var rate: Int
  var functions: [Function]
  var signal: [Double]
  var oversampled: [Oversampled]
  var lagged: [Lagged]
  var means: [Mean]

  static func read() throws -> ShapingReference {
    let folder = "\(#filePath)".split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
    let bytes = try #require(FileManager.default.contents(atPath: folder + "/References/shaping.json"))
    return try JSONDecoder().decode(ShapingReference.self, from: bytes)
  }

  /// The signal that is oversampled, smoothed and so on.
  var input: KernelBench.Given { .samples(signal.map(Float.init)) }

  /// The greatest difference between samples and a reference.
  static func worst(_ samples: [Float], _ reference: [Double]) -> Double {
    zip(samples, reference).map { abs(Double($0) - $1) }.max() ?? .infinity
  }
}

/// Signals that the tests of many kinds use.
enum Inputs {
  /// Between -2 and 2, with a period, all sorts of values.
  static let wild = KernelBench.Given.wave(period: 1_001) { frame in
    let place = (frame % 1_001 + 1_001) % 1_001
    return Float(place * 7_919 % 1_001) / 250 - 2
  }
  /// A parameter that moves between two values.
  static func moving(_ low: Float, _ high: Float) -> KernelBench.Given {
    .wave(period: 77) { low + (high - low) * Float(($0 % 77 + 77) % 77) / 76 }
  }
  /// A parameter that stands still, without the kernel knowing.
  static func level(_ value: Float) -> KernelBench.Given { .wave(period: 1) { _ in value } }
  /// Samples that end, with what is not finite among them.
  static let broken = KernelBench.Given.samples(
    (0..<150).map { place -> Float in
      switch place {
      case 60: .nan
      case 61: .infinity
      case 62: -.infinity
      default: Float(place % 13) / 6 - 1
      }
    })
  /// Samples that begin early and end.
  static let short = KernelBench.Given.samples((0..<200).map { Float($0 % 13) / 6 - 1 }, from: -50)
}
