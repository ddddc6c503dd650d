import Foundation
import Kinds
import Signals
import Testing

/// Sources against SciPy's: see scripts/reference-sources.
struct SourceReferenceTests {
  private struct Reference: Decodable {
    struct Sweep: Decodable {
      var first: Double
      var last: Double
      var length: Double
      var sweep: String
      var frames: [Int]
      var samples: [Double]
    }
    struct Wave: Decodable {
      var kind: String
      var frequency: Double
      var frames: [Int]
      var samples: [Double]
    }
    var rate: Int
    var sweeps: [Sweep]
    var waves: [Wave]
  }

  private func reference() throws -> Reference {
    let path =
      "\(#filePath)".split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 }
      + "/References/sources.json"
    let bytes = try #require(FileManager.default.contents(atPath: path))
    return try JSONDecoder().decode(Reference.self, from: bytes)
  }

  @Test func chirpsAreThoseOfSciPy() throws {
    let reference = try reference()
    #expect(!reference.sweeps.isEmpty)
    for given in reference.sweeps {
      let bench = try KernelBench(
        .chirp, .init(given.first), .init(given.last), .init(given.length), .resolved(.text(given.sweep)),
        rate: reference.rate)
      for (frame, expected) in zip(given.frames, given.samples) {
        let sample = Double(bench.mono(frame..<frame + 1)[0])
        #expect(abs(sample - expected) < 1e-6, "\(given.sweep) at frame \(frame)")
      }
    }
  }

  @Test func plainWavesAreThoseOfSciPy() throws {
    let reference = try reference()
    #expect(!reference.waves.isEmpty)
    for given in reference.waves {
      let kind = try #require(Catalogue([.saw, .square])[given.kind])
      let bench = try KernelBench(kind, .init(given.frequency), 0, .flag(false), rate: reference.rate)
      for (frame, expected) in zip(given.frames, given.samples) {
        let sample = Double(bench.mono(frame..<frame + 1)[0])
        #expect(abs(sample - expected) < 1e-6, "\(given.kind) at frame \(frame)")
      }
    }
  }
}
