import Designs
import Testing

struct RecursiveDesignTests {
  private struct Document: Decodable {
    struct Case: Decodable {
      var word: String
      var order: Int
      var btype: String
      var edges: [Double]
      var rp: Double?
      var rs: Double?
      var norm: String?
      var gain: Double
      var zeros: [[Double]]
      var poles: [[Double]]
      var b: [Double]?
      var a: [Double]?
      var sos: [[Double]]

      var prototype: Prototype {
        switch word {
        case "cheby1": .chebyshev1(ripple: rp ?? 1)
        case "cheby2": .chebyshev2(attenuation: rs ?? 40)
        case "ellip": .elliptic(ripple: rp ?? 1, attenuation: rs ?? 40)
        case "bessel": .bessel(norm.flatMap(Prototype.BesselNorm.init) ?? .phase)
        default: .butterworth
        }
      }
    }
    struct Bessel: Decodable {
      var order: Int
      var norm: String
      var edge: Double
      var gain: Double
      var poles: [[Double]]
    }
    var rate: Double
    var cases: [Case]
    var bessel: [Bessel]
  }

  /// Whether both hold the same points in some order.
  private func agree(_ found: [Complex], _ expected: [[Double]]) -> Bool {
    guard found.count == expected.count else { return false }
    var left = found
    for point in expected {
      let wanted = Complex(point[0], point[1])
      guard
        let nearest = left.indices.min(by: { (left[$0] - wanted).magnitude < (left[$1] - wanted).magnitude })
      else { return false }
      // Zeros that fall together are known to no more than this.
      guard (left.remove(at: nearest) - wanted).magnitude < 1e-6 else { return false }
    }
    return true
  }

  @Test func designsAreThoseOfTheReference() throws {
    let document: Document = try Reference.load("recursive")
    #expect(document.cases.count > 70)
    for each in document.cases {
      let band = try #require(RecursiveDesign.Band(name: each.btype))
      let design = try RecursiveDesign.design(
        order: each.order, each.prototype, band, edges: each.edges, rate: document.rate)
      let name = "\(each.word) \(each.order) \(each.btype)"
      #expect(abs(design.gain / each.gain - 1) < 1e-6, "\(name)")
      #expect(agree(design.zeros, each.zeros) && agree(design.poles, each.poles), "\(name)")
      #expect(design.sections.count == each.sos.count, "\(name)")
      for (section, expected) in zip(design.sections, each.sos) {
        #expect(Reference.worst(section, expected) < 1e-6, "\(name)")
      }
      if let b = each.b, let a = each.a {
        #expect(Reference.worst(design.transferFunction.b, b) < 1e-6, "\(name)")
        #expect(Reference.worst(design.transferFunction.a, a) < 1e-6, "\(name)")
      }
    }
  }

  /// Poles and gain, to 1e-6 of each.
  @Test func besselFiltersOfHighOrderAreThoseOfTheReference() throws {
    let document: Document = try Reference.load("recursive")
    #expect(document.bessel.contains { $0.order == 50 })
    for each in document.bessel {
      let norm = try #require(Prototype.BesselNorm(rawValue: each.norm))
      let design = try RecursiveDesign.design(
        order: each.order, .bessel(norm), .lowpass, edges: [each.edge], rate: document.rate)
      #expect(abs(design.gain / each.gain - 1) < 1e-6, "\(each.order) \(each.norm)")
      #expect(agree(design.poles, each.poles), "\(each.order) \(each.norm)")
    }
  }

  private func refusal(
    _ order: Int, _ prototype: Prototype, _ band: RecursiveDesign.Band, _ edges: [Double]
  ) -> String? {
    do throws(DesignError) {
      _ = try RecursiveDesign.design(order: order, prototype, band, edges: edges, rate: 48_000)
      return nil
    } catch { return error.message }
  }

  @Test func whatCannotBeDesignedIsToldInASentence() {
    #expect(refusal(0, .butterworth, .lowpass, [1_000])?.contains("N: 0 was given") == true)
    #expect(refusal(51, .bessel(.phase), .lowpass, [1_000])?.contains("1 to 50") == true)
    #expect(refusal(4, .butterworth, .lowpass, [24_000])?.contains("24000 Hz") == true)
    #expect(refusal(4, .butterworth, .bandpass, [1_000])?.contains("two edges") == true)
    #expect(refusal(4, .butterworth, .bandpass, [3_000, 300])?.contains("lower edge") == true)
    #expect(
      refusal(4, .elliptic(ripple: 40, attenuation: 20), .lowpass, [1_000])?.contains("greater than rp")
        == true)
  }

  @Test func steepDesignsStayStable() throws {
    for order in [16, 40, 128] {
      let design = try RecursiveDesign.design(
        order: order, .butterworth, .lowpass, edges: [2_000], rate: 48_000)
      #expect(design.poles.allSatisfy { $0.magnitude < 1 })
      #expect(design.sections.count == order / 2)
    }
    let bessel = try RecursiveDesign.design(
      order: 50, .bessel(.phase), .lowpass, edges: [2_000], rate: 48_000)
    #expect(bessel.poles.allSatisfy { $0.magnitude < 1 })
  }
}
