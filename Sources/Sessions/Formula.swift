import Designs
import Glibc
import Graphs
import Numerics
import Signals

/// Difference equations of a signal, from its sources to its end.
struct Formula {
  /// Longer ones are told by their number of taps.
  private static let mostTaps = 16
  /// Higher orders are told by their kind.
  private static let order = 4

  /// A version as it stands within loops: what hangs on one of them is another signal in each.
  private struct Place: Hashable {
    let id: UInt64
    let loops: [Int: String]
  }

  private(set) var equations: [String] = []
  private var sums: [Place: Sum] = [:]
  private var counts: [String: Int] = [:]
  /// What hangs on a loop that is still open.
  private var looped: Set<String> = []
  /// How many digits coefficients need, by them: a chain of one filter asks once.
  private var digits: [[[Double]]: Int] = [:]
  /// Of a longer chain the beginning and the end are told.
  private static let mostEquations = 40
  private let rate: Double
  private let root: UInt64

  /// - Parameter source: what `x` stands for; nil where all sources are told.
  init(_ version: SignalVersion, from source: SignalVersion?, rate: Int) throws(NumberError) {
    (self.rate, root) = (Double(rate), version.id)
    var pending = [(version: version, loops: [Int: String](), isReady: false)]
    var seen: Set<Place> = []
    while let next = pending.popLast() {
      if Patience.isAtEnd { throw .interrupted }
      let place = place(next.version, next.loops)
      if next.isReady {
        sums[place] = next.version.id == source?.id ? .symbol("x") : sum(next.version, next.loops)
      } else if seen.insert(place).inserted {
        let inside = within(next.version, next.loops)
        pending.append((next.version, inside, true))
        for input in next.version.inputs.compactMap(\.version).reversed() {
          pending.append((input, inside, false))
        }
      }
    }
    if let sum = sums[place(version, [:])], sum.terms.map(\.symbol) != ["y"] || sum.text != "y[n]" {
      equations.append("y[n] = \(sum.text)")
    }
    let more = equations.count - Self.mostEquations
    if more > 0 {
      equations.replaceSubrange(
        Self.mostEquations - 1..<equations.count - 1, with: ["… and \(more) more"])
    }
  }

  /// The equation of coefficients in falling powers of z.
  ///
  /// - Parameter least: How many significant digits are written at least.
  static func equation(
    _ b: [Double], _ a: [Double], of input: Sum = .symbol("x"), named symbol: String = "y", least: Int = 6,
    digits: Int? = nil
  ) -> String {
    var sum = Sum()
    for (delay, factor) in b.enumerated() { sum.add(input.delayed(by: delay), times: factor / a[0]) }
    for (delay, factor) in a.enumerated().dropFirst() {
      sum.add(Sum.symbol(symbol).delayed(by: delay), times: -factor / a[0])
    }
    sum.digits = max(least, digits ?? Self.digits(b, a))
    return "\(symbol)[n] = \(sum.text)"
  }

  /// How many significant digits the equation needs: at least six, and where it is recursive so many that its response
  /// is off by less than a thousandth of its greatest magnitude; poles next to 1 take more.
  private static func digits(_ b: [Double], _ a: [Double]) -> Int {
    guard a.count > 1 else { return 6 }
    let (b, a) = (b.map { $0 / a[0] }, a.map { $0 / a[0] })
    let count = 1_000
    let points = (0..<count).map { place -> Complex in
      let part = (Double(place) + 0.5) / Double(count)
      return Complex(angle: -Double.pi * pow(10, -5 * (1 - part)))
    }
    func value(_ list: [Double], _ point: Complex) -> Complex {
      list.reversed().reduce(Complex(0)) { $0 * point + Complex($1) }
    }
    func rounded(_ list: [Double], _ digits: Int) -> [Double] {
      list.map { Double(number($0, digits: digits)) ?? $0 }
    }
    let wanted = points.map { value(b, $0) / value(a, $0) }
    let greatest = wanted.map(\.magnitude).max() ?? 0
    guard greatest > 0, greatest.isFinite else { return 6 }
    for digits in 6..<17 {
      let (above, below) = (rounded(b, digits), rounded(a, digits))
      let isNear = zip(points, wanted).allSatisfy { point, wanted in
        (value(above, point) / value(below, point) - wanted).magnitude < 1e-3 * greatest
      }
      if isNear { return digits }
    }
    return 17
  }

  // MARK: One version

  private func place(_ version: SignalVersion, _ loops: [Int: String]) -> Place {
    Place(id: version.id, loops: loops.filter { version.openLoops >> UInt64($0.key) & 1 == 1 })
  }

  /// The loops that a version's inputs stand in: its own, too, where it is one, under a name that nothing else has.
  private mutating func within(_ version: SignalVersion, _ loops: [Int: String]) -> [Int: String] {
    guard let depth = version.loopDepth else { return loops }
    var inside = loops
    inside[depth] = version.id == root ? "y" : next("v")
    return inside
  }

  private mutating func next(_ stem: String) -> String {
    counts[stem, default: 0] += 1
    return "\(stem)\(counts[stem] ?? 1)"
  }

  private mutating func sum(_ version: SignalVersion, _ loops: [Int: String]) -> Sum {
    if let constant = version.constant?.first { return Sum(constant: constant) }
    if let depth = version.placeholderDepth { return .symbol(loops[depth] ?? "y") }
    let inputs = version.inputs.map { input -> Sum in
      switch input {
      case .constant(let values): Sum(constant: Double(values.first ?? 0))
      case .version(let other): sums[place(other, loops)] ?? Sum()
      }
    }
    if let depth = version.loopDepth, let inside = inputs.first {
      let symbol = loops[depth] ?? "y"
      equations.append("\(symbol)[n] = \(inside.recursive(symbol, by: looped).text)")
      return .symbol(symbol)
    }
    if version.kernel.isElementwise { return elementwise(version, inputs) }
    if let kernel = version.kernel as? any LinearResponse, let input = inputs.first, !input.terms.isEmpty,
      kernel.response(at: 1, channel: 0) != nil
    {
      if let answer = filtered(version, kernel, input) {
        if kernel.isOfSmallSounds, let last = equations.indices.last {
          equations[last] += "   while it is so small that \(version.kind) does not saturate"
        }
        return answer
      }
    }
    return named(version) { _ in Self.call(version.kind, inputs) }
  }

  private mutating func named(_ version: SignalVersion, _ text: (String) -> String) -> Sum {
    let stem = version.inputs.contains { $0.version != nil } ? "v" : "s"
    let symbol = version.id == root && stem == "v" ? "y" : next(stem)
    if version.openLoops != 0 { looped.insert(symbol) }
    equations.append("\(symbol)[n] = \(text(symbol))")
    return .symbol(symbol)
  }

  private static func call(_ kind: String, _ inputs: [Sum]) -> String {
    if inputs.count == 2,
      let sign = ["mul": "*", "div": "/", "add": "+", "sub": "-", "mod": "%", "pow": "^"][kind]
    {
      return "\(inputs[0].argument) \(sign) \(inputs[1].argument)"
    }
    return "\(kind)(\(inputs.map(\.text).joined(separator: ", ")))"
  }

  /// A sum where it is one, found by what it makes of one input after another; else a function.
  private mutating func elementwise(_ version: SignalVersion, _ inputs: [Sum]) -> Sum {
    let rest = zip(version.streams, inputs).map { stream, sum in
      [Float](repeating: sum.terms.isEmpty ? Float(sum.constant) : 0, count: stream.shape.channels)
    }
    let zero = Double(version.oneFrame(rest)[0])
    var sum = Sum(constant: zero)
    var (mixed, expected) = (rest, zero)
    for place in inputs.indices where !inputs[place].terms.isEmpty {
      var one = rest
      one[place] = one[place].map { _ in 1 }
      let factor = Double(version.oneFrame(one)[0]) - zero
      sum.add(inputs[place], times: zero == 0 ? factor : Self.rounded(factor))
      let level = 0.25 + 0.03125 * Float(3 * place % 8)
      mixed[place] = mixed[place].map { _ in -level }
      expected -= factor * Double(level)
    }
    // What clips or folds does so where it is loud, and a rectifier on one side.
    let isSum = [1, -1, 7, -7, 1_000].allSatisfy { (scale: Float) in
      var scaled = mixed
      for place in inputs.indices where !inputs[place].terms.isEmpty {
        scaled[place] = scaled[place].map { $0 * scale }
      }
      let wanted = zero + Double(scale) * (expected - zero)
      return (Double(version.oneFrame(scaled)[0]) - wanted).magnitude < 1e-5 * max(1, wanted.magnitude)
    }
    return isSum ? sum : named(version) { _ in Self.call(version.kind, inputs) }
  }

  /// Samples are single numbers: their decimals behind the seventh tell nothing.
  private static func rounded(_ value: Double) -> Double {
    guard value != 0, value.isFinite else { return value }
    let scale = pow(10, 6 - floor(log10(value.magnitude)))
    return (value * scale).rounded() / scale
  }

  private mutating func filtered(_ version: SignalVersion, _ kernel: any LinearResponse, _ input: Sum) -> Sum?
  {
    let rate = rate
    func response(_ angle: Double) -> Complex {
      guard let value = kernel.response(at: angle * rate / (2 * .pi), channel: 0) else { return Complex(0) }
      return Complex(value.real, value.imaginary)
    }
    if let frames = Self.delay(response) { return input.delayed(by: frames) }
    // What goes round a loop multiplies what it is off by.
    let least = version.openLoops == 0 ? 6 : 10
    let isFinite = kernel.cascade.allSatisfy { ($0.b + $0.a).allSatisfy(\.isFinite) }
    if let last = kernel.cascade.last, isFinite {
      var input = input
      for section in kernel.cascade.dropLast() {
        let symbol = next("v")
        if version.openLoops != 0 { looped.insert(symbol) }
        equations.append(
          Self.equation(
            section.b, section.a, of: input, named: symbol, least: least, digits: digits(of: section)))
        input = .symbol(symbol)
      }
      if last.a.dropFirst().allSatisfy({ $0 == 0 }) { return finite(version, last.b, input) }
      let digits = version.id == root ? Self.digits(last.b, last.a) : digits(of: last)
      return named(version) {
        Self.right(Self.equation(last.b, last.a, of: input, named: $0, least: least, digits: digits))
      }
    }
    guard version.id == root || equations.count < Self.mostEquations else {
      return named(version) { _ in Self.call(version.kind, [input]) }
    }
    if let fit = RationalFit(order: Self.order, response: response) {
      return named(version) { Self.right(Self.equation(fit.b, fit.a, of: input, named: $0, least: least)) }
    }
    return Self.taps(response).map { finite(version, $0, input) }
  }

  /// Of what is not told any more, none are asked for.
  private mutating func digits(of section: (b: [Double], a: [Double])) -> Int {
    guard equations.count < Self.mostEquations else { return 6 }
    if let known = digits[[section.b, section.a]] { return known }
    let found = Self.digits(section.b, section.a)
    digits[[section.b, section.a]] = found
    return found
  }

  private mutating func finite(_ version: SignalVersion, _ taps: [Double], _ input: Sum) -> Sum {
    if taps.count(where: { $0 != 0 }) <= Self.mostTaps {
      return named(version) { Self.right(Self.equation(taps, [1], of: input, named: $0)) }
    }
    let few = taps.prefix(3).map { Self.number($0) }.joined(separator: ", ")
    return named(version) { _ in
      "the sum of h[k] \(input.argument)[n-k], k = 0 to \(taps.count - 1), with h = \(few), …"
        .replacing("[n][n-k]", with: "[n-k]")
    }
  }

  private static func right(_ equation: String) -> String {
    equation.firstRange(of: " = ").map { String(equation[$0.upperBound...]) } ?? equation
  }

  // MARK: Text

  static func reading(_ symbol: String, _ delay: Int) -> String {
    delay == 0 ? "\(symbol)[n]" : delay > 0 ? "\(symbol)[n-\(delay)]" : "\(symbol)[n+\(-delay)]"
  }

  /// So many significant digits, without zeros at the end.
  static func number(_ value: Double, digits significant: Int = 6) -> String {
    guard value != 0, value.isFinite else { return Numerals.text(value) }
    let exponent = Int(floor(log10(value.magnitude)))
    let digits = max(0, significant - 1 - exponent)
    guard digits <= max(12, significant + 3) else {
      return "\(number(value / pow(10, Double(exponent)), digits: significant))e\(exponent)"
    }
    let text = Numerals.fixed(value, digits)
    guard text.contains(".") else { return text }
    let bare = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
    return String(bare.reversed())
  }
}
