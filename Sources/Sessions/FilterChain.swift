import Designs
import Graphs
import Signals

/// Filters one after another, each by its own coefficients in falling powers of z: those that it has, or those that are found from
/// the response that it claims. Roots of one polynomial for all of them would be lost among each other's rounding.
struct FilterChain {
  private(set) var sections: [(b: [Double], a: [Double])] = []
  /// A kind in it that is linear for small sounds alone.
  private(set) var saturating: String?

  /// Nil where what lies between is more than a chain of filters that stand still.
  ///
  /// - Parameter order: The highest that is looked for in a response.
  init?(_ root: SignalVersion, from source: SignalVersion, rate: Double, order: Int) {
    var version = root
    while version.id != source.id {
      guard let kernel = version.kernel as? any LinearResponse, let input = version.inputs.first?.version,
        version.inputs.dropFirst().allSatisfy({ $0.version == nil }), version.shape.channels == 1,
        let part = Self.sections(kernel, rate, order)
      else { return nil }
      sections = part + sections
      if kernel.isOfSmallSounds { saturating = version.kind }
      version = input
    }
    if sections.isEmpty { return nil }
  }

  private static func sections(_ kernel: any LinearResponse, _ rate: Double, _ order: Int) -> [(
    b: [Double], a: [Double]
  )]? {
    guard kernel.response(at: 1, channel: 0) != nil else { return nil }
    let known = kernel.cascade
    if !known.isEmpty { return known.allSatisfy { ($0.b + $0.a).allSatisfy(\.isFinite) } ? known : nil }
    let fit = RationalFit(order: order) { angle in
      kernel.response(at: angle * rate / (2 * .pi), channel: 0).map { Complex($0.real, $0.imaginary) }
        ?? Complex(0)
    }
    return fit.map { [($0.b, $0.a)] }
  }
}
