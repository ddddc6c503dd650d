import Glibc

/// Recursive filters from analogue prototypes.
package enum RecursiveDesign {
  package enum Band: String, Sendable {
    case lowpass, highpass, bandpass, bandstop

    /// By any of the names that SciPy knows.
    package init?(name: String) {
      switch name.lowercased() {
      case "l", "low", "lp", "lowpass": self = .lowpass
      case "h", "high", "hp", "highpass": self = .highpass
      case "b", "band", "bp", "bands", "pass", "bandpass": self = .bandpass
      case "bs", "bandstop", "stop": self = .bandstop
      default: return nil
      }
    }

    var edges: Int { self == .lowpass || self == .highpass ? 1 : 2 }
  }

  package static let orders = 1...128

  /// A digital filter whose edges lie at these frequencies in hertz.
  package static func design(
    order: Int, _ prototype: Prototype, _ band: Band, edges: [Double], rate: Double
  ) throws(DesignError) -> ZeroPoleGain {
    guard orders.contains(order) else {
      throw DesignError("N: \(order) was given; expected a whole number from 1 to \(orders.upperBound)")
    }
    guard edges.count == band.edges else {
      throw DesignError(
        band.edges == 1
          ? "Wn: a \(band.rawValue) has one edge; \(edges.count) were given"
          : "Wn: a \(band.rawValue) has two edges, as in {300, 3000}; \(edges.count) was given")
    }
    for edge in edges { try check(edge, "Wn", rate) }
    if edges.count == 2, edges[0] >= edges[1] {
      throw DesignError("Wn: the lower edge is expected first")
    }
    let warped = edges.map { 4 * tan(.pi * $0 / rate) }
    let lowpass = try prototype.zeroPoleGain(order: order)
    let analogue =
      switch band {
      case .lowpass: lowpass.lowpass(warped[0])
      case .highpass: lowpass.highpass(warped[0])
      case .bandpass: lowpass.bandpass(warped[0], warped[1])
      case .bandstop: lowpass.bandstop(warped[0], warped[1])
      }
    return analogue.digital
  }

  /// A frequency that an edge may lie at.
  static func check(_ hertz: Double, _ name: String, _ rate: Double) throws(DesignError) {
    guard hertz > 0, hertz < rate / 2 else {
      throw DesignError(
        "\(name): \(text(hertz)) Hz was given; expected more than 0 and less than half the rate, \(text(rate / 2)) Hz"
      )
    }
  }

  static func text(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}
