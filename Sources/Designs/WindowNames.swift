extension Window {
  /// What a window is told by: `{"kaiser", 8}` has one parameter.
  package struct Request: Sendable {
    package var name: String
    /// By place, from the first after the name; nil where one was left out.
    package var values: [Double?]
    package var named: [String: Double]

    package init(name: String, values: [Double?] = [], named: [String: Double] = [:]) {
      (self.name, self.values, self.named) = (name, values, named)
    }
  }

  /// SciPy's names, each with the others that it goes by there.
  static let names: [String: [String]] = [
    "barthann": ["brthan", "bth"], "bartlett": ["bart", "brt"], "blackman": ["black", "blk"],
    "blackmanharris": ["blackharr", "bkh"], "bohman": ["bman", "bmn"],
    "boxcar": ["box", "ones", "rect", "rectangular"], "chebwin": ["cheb"], "cosine": ["halfcosine"],
    "dpss": [], "exponential": ["poisson"], "flattop": ["flat", "flt"], "gaussian": ["gauss", "gss"],
    "general_cosine": ["general cosine"],
    "general_gaussian": ["general gaussian", "general gauss", "general_gauss", "ggs"],
    "general_hamming": ["general hamming"], "hamming": ["hamm", "ham"], "hann": ["han"], "kaiser": ["ksr"],
    "kaiser_bessel_derived": ["kaiser bessel derived", "kbd"], "lanczos": ["sinc"],
    "nuttall": ["nutl", "nut"], "parzen": ["parz", "par"], "taylor": ["taylorwin"],
    "triang": ["triangle", "tri"], "tukey": ["tuk"],
  ]

  package static var allNames: [String] { names.keys.sorted() }

  private static let byName: [String: String] = {
    var found: [String: String] = [:]
    for (name, others) in names { for each in [name] + others { found[each] = name } }
    return found
  }()

  /// The window, and whether its name says that it is symmetric or periodic.
  package static func named(_ request: Request) throws(DesignError) -> (window: Window, symmetric: Bool?) {
    var (name, symmetric) = (request.name, Bool?.none)
    for (ending, meaning) in [("_symmetric", true), ("_periodic", false)] where name.hasSuffix(ending) {
      name = String(name.dropLast(ending.count))
      symmetric = meaning
    }
    guard let known = byName[name] else {
      // NumPy's and Octave's name, which SciPy has no more.
      let hint = name == "hanning" ? "SciPy calls it hann" : "there are \(allNames.joined(separator: ", "))"
      throw DesignError("no window is called \"\(name)\": \(hint)")
    }
    return (try make(known, request), symmetric)
  }

  private static func make(_ name: String, _ request: Request) throws(DesignError) -> Window {
    if name == "general_cosine" {
      let weights = request.values.compactMap { $0 }
      guard !weights.isEmpty else { throw missing(name, "its weights") }
      return .generalCosine(weights)
    }
    let parameters = parameters(name)
    guard request.values.count <= parameters.count else {
      throw DesignError(
        parameters.isEmpty
          ? "the window \(name) has no parameters"
          : "the window \(name) has \(parameters.count == 1 ? "one parameter" : "the parameters") \(parameters.joined(separator: ", "))"
      )
    }
    for key in request.named.keys where !parameters.contains(key) {
      throw DesignError("the window \(name) has no parameter \"\(key)\"")
    }
    func given(_ parameter: String) -> Double? {
      guard let place = parameters.firstIndex(of: parameter) else { return nil }
      return (request.values.indices.contains(place) ? request.values[place] : nil)
        ?? request.named[parameter]
    }
    func needed(_ parameter: String) throws(DesignError) -> Double {
      guard let value = given(parameter) else { throw missing(name, parameter) }
      return value
    }
    func positive(_ parameter: String, _ value: Double) throws(DesignError) -> Double {
      guard value > 0, value.isFinite else {
        throw DesignError("\(parameter): \(value) was given; expected more than 0")
      }
      return value
    }
    switch name {
    case "barthann": return .barthann
    case "bartlett": return .bartlett
    case "blackman": return .generalCosine([0.42, 0.5, 0.08])
    case "blackmanharris": return .generalCosine([0.35875, 0.48829, 0.14128, 0.01168])
    case "bohman": return .bohman
    case "chebwin": return .chebwin(attenuation: try positive("at", abs(try needed("at"))))
    case "cosine": return .cosine
    case "dpss": return .dpss(bandwidth: try positive("NW", try needed("NW")))
    case "exponential":
      return .exponential(center: given("center"), tau: try positive("tau", given("tau") ?? 1))
    case "flattop":
      return .generalCosine([0.21557895, 0.41663158, 0.277263158, 0.083578947, 0.006947368])
    case "gaussian": return .gaussian(std: try positive("std", try needed("std")))
    case "general_gaussian":
      return .generalGaussian(p: try needed("p"), sig: try positive("sig", try needed("sig")))
    case "general_hamming":
      let alpha = try needed("alpha")
      return .generalCosine([alpha, 1 - alpha])
    case "hamming": return .generalCosine([0.54, 1 - 0.54])
    case "hann": return .generalCosine([0.5, 0.5])
    case "kaiser": return .kaiser(beta: try needed("beta"))
    case "kaiser_bessel_derived": return .kaiserBesselDerived(beta: try needed("beta"))
    case "lanczos": return .lanczos
    case "nuttall": return .generalCosine([0.3635819, 0.4891775, 0.1365995, 0.0106411])
    case "parzen": return .parzen
    case "taylor":
      let nbar = given("nbar") ?? 4
      guard (1...1000).contains(nbar), nbar == nbar.rounded() else {
        throw DesignError("nbar: \(nbar) was given; expected a whole number from 1 to 1000")
      }
      return .taylor(nbar: Int(nbar), sll: given("sll") ?? 30, norm: (given("norm") ?? 1) != 0)
    case "triang": return .triang
    case "tukey": return .tukey(alpha: given("alpha") ?? 0.5)
    default: return .boxcar
    }
  }

  private static func missing(_ name: String, _ what: String) -> DesignError {
    DesignError("the window \(name) needs \(what), as in {\"\(name)\", 8}")
  }

  private static func parameters(_ name: String) -> [String] {
    switch name {
    case "chebwin": ["at"]
    case "dpss": ["NW"]
    case "exponential": ["center", "tau"]
    case "gaussian": ["std"]
    case "general_gaussian": ["p", "sig"]
    case "general_hamming", "tukey": ["alpha"]
    case "kaiser", "kaiser_bessel_derived": ["beta"]
    case "taylor": ["nbar", "sll", "norm"]
    default: []
    }
  }
}
