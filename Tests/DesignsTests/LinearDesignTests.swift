import Designs
import Glibc
import Testing

struct LinearDesignTests {
  private struct Document: Decodable {
    struct Windowed: Decodable {
      var count: Int
      var cutoffs: [Double]
      var taps: [Double]
      var window: String
      var beta: Double?
      var width: Double?
      var passZero: Bool
      var scale: Bool
    }
    struct Equiripple: Decodable {
      var count: Int
      var bands: [Double]
      var desired: [Double]
      var weight: [Double]?
      var form: String
      var taps: [Double]
    }
    struct Order: Decodable {
      var ripple: Double
      var width: Double
      var count: Int
      var beta: Double
    }
    var rate: Double
    var firwin: [Windowed]
    var remez: [Equiripple]
    var kaiserord: [Order]
  }

  @Test func windowedDesignsAreThoseOfTheReference() throws {
    let document: Document = try Reference.load("linear")
    for each in document.firwin {
      var window = try Window.named(.init(name: each.window, values: each.beta.map { [$0] } ?? [])).window
      if let width = each.width {
        let attenuation = WindowedDesign.attenuation(each.count, width: width, rate: document.rate)
        window = .kaiser(beta: WindowedDesign.beta(attenuation))
      }
      let taps = try WindowedDesign.firwin(
        each.count, cutoffs: each.cutoffs, window: window, passesZero: each.passZero, isScaled: each.scale,
        rate: document.rate)
      #expect(Reference.worst(taps, each.taps) < 1e-9, "\(each.count) \(each.cutoffs)")
    }
    for each in document.kaiserord {
      let found = try WindowedDesign.kaiserord(ripple: each.ripple, width: each.width, rate: document.rate)
      #expect(found.count == each.count && abs(found.beta - each.beta) < 1e-9)
    }
  }

  @Test func equirippleDesignsAreThoseOfTheReference() throws {
    let document: Document = try Reference.load("linear")
    for each in document.remez {
      let form = try #require(EquirippleDesign.Form(rawValue: each.form))
      let taps = try EquirippleDesign.remez(
        each.count, bands: each.bands, desired: each.desired, weight: each.weight, form: form,
        iterations: 100, density: 16, rate: document.rate)
      #expect(Reference.worst(taps, each.taps) < 1e-8, "\(each.count) \(each.form)")
    }
  }

  @Test func longEquirippleDesignsKeepTheirBands() throws {
    let taps = try EquirippleDesign.remez(
      801, bands: [0, 4_000, 4_200, 24_000], desired: [1, 0], weight: nil, form: .bandpass, iterations: 100,
      density: 16, rate: 48_000)
    for hertz in [4_200.0, 4_300, 9_000, 20_000] {
      var (real, imaginary) = (0.0, 0.0)
      for (n, tap) in taps.enumerated() {
        real += tap * cos(2 * .pi * hertz / 48_000 * Double(n))
        imaginary += tap * sin(2 * .pi * hertz / 48_000 * Double(n))
      }
      #expect(hypot(real, imaginary) < 1e-3, "\(hertz) Hz")
    }
  }

  @Test func whatCannotBeDesignedIsToldInASentence() {
    func message(_ body: () throws -> [Double]) -> String {
      do {
        _ = try body()
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message {
        try WindowedDesign.firwin(
          64, cutoffs: [1_000], window: .boxcar, passesZero: false, isScaled: true, rate: 48_000)
      }.contains("odd number of taps"))
    #expect(
      message {
        try EquirippleDesign.remez(
          31, bands: [0, 4_000, 3_000, 24_000], desired: [1, 0], weight: nil, form: .bandpass,
          iterations: 25, density: 16, rate: 48_000)
      }.contains("rising order"))
    #expect(
      message {
        try EquirippleDesign.remez(
          31, bands: [0, 4_000, 5_000, 24_000], desired: [1], weight: nil, form: .bandpass, iterations: 25,
          density: 16, rate: 48_000)
      }.contains("one for each of 2 bands"))
    // So free at half the rate that the reference fails too: its taps, where it gives any, are millions.
    for count in [101, 201] {
      #expect(
        message {
          try EquirippleDesign.remez(
            count, bands: [500, 20_000], desired: [1], weight: nil, form: .hilbert, iterations: 100,
            density: 16, rate: 48_000)
        }.contains("no filter was found"), "\(count)")
    }
  }

  /// Where the error is near what double precision tells apart: the bounds are a hundredth above SciPy 1.17's greatest errors, and
  /// 1e-8 where its own are smaller.
  @Test(arguments: [(51, 20_000.0, 6.6e-7), (50, 20_000, 1e-8), (64, 20_000, 1e-8), (71, 20_000, 1e-8)])
  func aLongDifferentiatorIsFound(_ count: Int, _ edge: Double, _ bound: Double) throws {
    let taps = try EquirippleDesign.remez(
      count, bands: [0, edge], desired: [1], weight: nil, form: .differentiator, iterations: 25,
      density: 16, rate: 48_000)
    for hertz in stride(from: 200.0, through: edge, by: 100) {
      let turns = hertz / 48_000
      let amplitude = taps.enumerated().reduce(0.0) {
        $0 + $1.element * sin(2 * .pi * turns * (Double(count - 1) / 2 - Double($1.offset)))
      }
      #expect(abs(abs(amplitude) / turns - 1) < bound, "\(hertz) Hz")
    }
  }
}
