import Designs
import Glibc
import Graphs
import Numerics
import Pictures
import Scripting
import Signals

/// `zplane`: poles and zeros.
extension Session {
  private static let highestOrder = 24

  func definePoles() throws {
    try define(
      "zplane", .looking, "zplane(filter, {file=}), zplane(b, [a], {file=})",
      "The poles (crosses) and zeros (circles) of a filter in the plane of z, and the unit circle: a plot with the fields zeros and poles, complex buffers, and b and a, lists of coefficients. The filter is a word that awaits its signal, as lowpass(1000), a function of a signal, or coefficients as butter and firwin answer them. Of words and functions it is found from the response that freqz tells, up to order 24.",
      example: "zplane(bandpass(2000, 5))"
    ) { session, arguments in
      let given = try PlotArguments(arguments, [], spans: false, session)
      return session.noted([try session.patiently("zplane") { try session.poles(given) }])
    }
  }

  private func poles(_ given: PlotArguments) throws -> Plot {
    var (zeros, poles): ([Complex], [Complex]) = ([], [])
    let b: [Double]
    let a: [Double]
    var saturating: String?
    if let rows = try given.values.first.flatMap({ try sections(given.word, $0) }) {
      for row in rows {
        let (z, p) = try RationalFit.roots(Array(row[..<3]), Array(row[3...]))
        zeros += z
        poles += p
      }
      b = rows.reduce([1]) { Self.product($0, Array($1[..<3])) }
      a = rows.reduce([1]) { Self.product($0, Array($1[3...])) }
    } else if let chain = try chain(given) {
      for section in chain.sections {
        let (z, p) = try RationalFit.roots(section.b, section.a)
        zeros += z
        poles += p
      }
      b = chain.sections.reduce([1]) { Self.product($0, $1.b) }
      a = chain.sections.reduce([1]) { Self.product($0, $1.a) }
      saturating = chain.saturating
    } else {
      (b, a, zeros, poles, saturating) = try fraction(given)
    }
    let reach = (zeros + poles).map { max(abs($0.real), abs($0.imaginary)) }.max() ?? 1
    let bound = max(1.2, min(1e6, reach * 1.1))
    let isStable = poles.allSatisfy { $0.magnitude < 1 - 1e-12 }
    let rate = Double(manager.rate)
    let picture = Picture(
      "poles and zeros of \(try filterName(given.values))",
      details: (isStable
        ? "stable: every pole lies within the unit circle"
        : "not stable: \(poles.count { $0.magnitude >= 1 - 1e-12 }) of \(Numerals.count(poles.count, "pole")) on or outside the unit circle")
        + (saturating.map { ", \(Self.ofSmallSounds($0))" } ?? ""),
      panels: [
        Panel(
          x: Axis("real part", -bound...bound), y: Axis("imaginary part", -bound...bound),
          [
            .points(Scatter(Self.points(zeros), .circle, name: "zeros", colour: 0)),
            .points(Scatter(Self.points(poles), .cross, name: "poles", colour: 1)),
            .guide(.circle(radius: 1)), .guide(.horizontal(0)), .guide(.vertical(0)),
          ], isSquare: true,
          notes: Self.told("zero", zeros, rate) + Self.told("pole", poles, rate))
      ])
    return try plot(
      given.word, picture,
      [
        "zeros": list(zeros), "poles": list(poles), "b": try numbers(b), "a": try numbers(a),
      ], file: given["file"])
  }

  private func numbers(_ values: [Double]) throws -> LuaValue {
    let table = try lua.makeTable()
    for (place, value) in values.enumerated() { try table.set(.integer(place + 1), .number(value)) }
    return .table(table)
  }

  private func list(_ places: [Complex]) -> LuaValue { .object(SampleBuffer(Vector(places))) }

  /// The filters of a word or a function, where they stand one after another.
  private func chain(_ given: PlotArguments) throws -> FilterChain? {
    guard given.values.count == 1, let first = given.values.first, !isCoefficients(first) else { return nil }
    let samples = Samples([[1, 0, 0, 0, 0, 0, 0]])
    let source = object(manager.signal(SignalData(type: "buffer", arguments: [.samples(samples)])))
    guard let answer = try applied(given.word, first, to: .object(source)).asObject(SignalObject.self) else {
      return nil
    }
    return try withExtendedLifetime((source, answer)) {
      FilterChain(
        try version(of: answer), from: try version(of: source), rate: Double(manager.rate),
        order: Self.highestOrder)
    }
  }

  /// What rounding leaves of a coefficient that is 0 would be a zero far out.
  private static func withoutRounding(_ list: [Double]) -> [Double] {
    let least = (list.map(\.magnitude).max() ?? 0) * 1e-14
    return list.map { $0.magnitude < least ? 0 : $0 }
  }

  /// The coefficients that were given, or those of the filter that has the response.
  private func fraction(_ given: PlotArguments) throws -> (
    [Double], [Double], [Complex], [Complex], String?
  ) {
    guard let first = given.values.first else {
      throw LuaError("zplane: a filter is expected, as in zplane(lowpass(1000)); nothing was given")
    }
    if first.asTable != nil || first.asObject(SampleBuffer.self) != nil || first.asDouble != nil {
      if given.values.count == 1 {
        try refuseAlone("zplane", first, "zplane(b, a, {…})", alone: "zplane(b, 1)")
      }
      let b = try coefficientList(given.word, first)
      let a = try given.values.count > 1 ? coefficientList(given.word, given.values[1]) : [1]
      let (zeros, poles) = try RationalFit.roots(Self.withoutRounding(b), a)
      return (b, a, zeros, poles, nil)
    }
    let (respond, _, saturating) = try responder(given.word, given.values)
    let rate = Double(manager.rate)
    guard
      let fit = RationalFit(order: Self.highestOrder, response: { respond($0 / (2 * .pi) * rate)[0] })
    else {
      if Patience.isAtEnd { throw NumberError.interrupted }
      throw LuaError(
        "zplane: this filter has no order up to \(Self.highestOrder), as one with a delay has not; impulse_response shows it, or coefficients: zplane(b, a)"
      )
    }
    return (fit.b, fit.a, fit.zeros, fit.poles, saturating)
  }

  private static func product(_ a: [Double], _ b: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: a.count + b.count - 1)
    for (i, x) in a.enumerated() { for (j, y) in b.enumerated() { product[i + j] += x * y } }
    return product
  }

  private static func points(_ places: [Complex]) -> [Point] { places.map { Point($0.real, $0.imaginary) } }

  /// `pole 0.908 ± 0.0847i, radius 0.912, 709 Hz`; what lies together is told once.
  private static func told(_ name: String, _ places: [Complex], _ rate: Double) -> [String] {
    var seen: [(place: Complex, count: Int)] = []
    let sorted = places.sorted { ($0.real, $0.imaginary) < ($1.real, $1.imaginary) }
    for place in sorted where place.imaginary >= 0 {
      // Two that are one are found a little beside each other.
      if place.imaginary > 0, place.imaginary < 1e-4 * max(1, place.magnitude) {
        let real = Complex(place.real)
        if let known = seen.firstIndex(where: { ($0.place - real).magnitude < 1e-4 * max(1, real.magnitude) })
        {
          seen[known].count += 2
        } else {
          seen.append((real, 2))
        }
        continue
      }
      if let known = seen.firstIndex(where: { ($0.place - place).magnitude < 1e-4 * max(1, place.magnitude) })
      {
        seen[known].count += 1
      } else {
        seen.append((place, 1))
      }
    }
    return seen.map { place, count in
      let times = count == 1 ? "" : ", \(count) times"
      let real = Decimal.short(place.real, digits: 4)
      guard place.imaginary > 0 else { return "\(name) \(real)\(times)" }
      let hertz = atan2(place.imaginary, place.real) / (2 * .pi) * rate
      return
        "\(name)s \(real) ± \(Decimal.short(place.imaginary, digits: 4))i, radius \(Decimal.short(place.magnitude, digits: 4)), \(told(hertz: hertz))\(times)"
    }
  }
}
