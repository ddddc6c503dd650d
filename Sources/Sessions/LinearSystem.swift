import Designs
import Graphs
import Signals

/// What linear signals make of a sine that goes in at a source: from what each kind claims of itself, and for loops by
/// solving what goes round.
///
/// At one frequency each channel of each signal is a sum: a factor of the source, and one of each channel of the loops
/// that it hangs on. Where a loop closes, its own are solved for.
struct LinearSystem {
  private enum Step {
    case source
    case placeholder(depth: Int)
    /// Of each dependent input, its place, and for each channel of the output the factor of each of its channels.
    case mixture([(place: Int, factors: [[Double]])])
    case filter(place: Int, any LinearResponse)
    case response(place: Int, [[Float]], first: Int)
    case loop(place: Int, depth: Int)
  }

  private var steps: [(step: Step, channels: Int)] = []
  /// Where the steps of versions lie that hang on the source.
  private var places: [UInt64: Int] = [:]
  /// Where the columns of each open loop's channels begin; the source's is 0.
  private var columns: [Int: Int] = [:]
  private var width = 1
  private let rate: Double
  /// A kind in it that is linear for small sounds alone.
  private(set) var saturating: String?
  /// Nothing comes out of what does not hang on the source.
  private let channels: Int

  init(
    _ root: SignalVersion, from source: SignalVersion, rate: Int,
    samples: (SignalVersion, Range<Int>) throws -> [[Float]]
  ) throws {
    self.rate = Double(rate)
    channels = root.shape.channels
    var pending = [(version: root, isReady: false)]
    var seen: Set<UInt64> = []
    while let next = pending.popLast() {
      if next.isReady {
        if let step = try step(next.version, source, samples) {
          places[next.version.id] = steps.count
          steps.append((step, next.version.shape.channels))
        }
      } else if seen.insert(next.version.id).inserted {
        pending.append((next.version, true))
        for input in next.version.inputs.compactMap(\.version) { pending.append((input, false)) }
      }
    }
    guard places[root.id] != nil || root.constant?.allSatisfy({ $0 == 0 }) == true else {
      throw SignalError("what comes out does not hang on what goes in")
    }
  }

  private mutating func step(
    _ version: SignalVersion, _ source: SignalVersion,
    _ samples: (SignalVersion, Range<Int>) throws -> [[Float]]
  ) throws -> Step? {
    if version.id == source.id { return .source }
    if let depth = version.placeholderDepth {
      if columns[depth] == nil {
        columns[depth] = width
        width += 64
      }
      return .placeholder(depth: depth)
    }
    let inputs = version.inputs.map { $0.version.flatMap { places[$0.id] } }
    guard let first = inputs.firstIndex(where: { $0 != nil }), let place = inputs[first] else { return nil }
    if let depth = version.loopDepth { return .loop(place: place, depth: depth) }
    if version.kernel.isElementwise { return .mixture(try mixture(version, inputs)) }
    let isAlone = first == 0 && inputs.dropFirst().allSatisfy { $0 == nil }
    if isAlone, version.kind == "convolve", let response = version.inputs[1].version,
      let frames = response.shape.range.frames
    {
      return .response(place: place, try samples(response, frames), first: frames.lowerBound)
    }
    guard isAlone, let kernel = version.kernel as? any LinearResponse,
      kernel.response(at: 1, channel: 0) != nil
    else {
      let isMoving = isAlone && version.kernel is any LinearResponse
      throw SignalError(
        "\(version.kind): "
          + (isMoving
            ? "a parameter moves, so that it has no one response"
            : "this is not linear, or does not do the same at all times; it has no response"))
    }
    if kernel.isOfSmallSounds { saturating = version.kind }
    return .filter(place: place, kernel)
  }

  /// The factors of an elementwise kernel, found by what it makes of one channel after another.
  private func mixture(_ version: SignalVersion, _ inputs: [Int?]) throws -> [(
    place: Int, factors: [[Double]]
  )] {
    let counts = version.streams.map(\.shape.channels)
    var rest: [[Float]] = []
    for (number, input) in version.inputs.enumerated() {
      switch input {
      case .constant(let values): rest.append(values)
      case .version(let other):
        if inputs[number] != nil {
          rest.append([Float](repeating: 0, count: counts[number]))
        } else if let constant = other.constant {
          rest.append(constant.map(Float.init))
        } else {
          throw SignalError("\(version.kind): a parameter moves, so that it has no one response")
        }
      }
    }
    var found: [(place: Int, factors: [[Double]])] = []
    var (mixed, expected) = (rest, [Double](repeating: 0, count: version.shape.channels))
    for number in inputs.indices {
      guard let place = inputs[number] else { continue }
      var factors = [[Double]](
        repeating: [Double](repeating: 0, count: counts[number]), count: version.shape.channels)
      for channel in 0..<counts[number] {
        var one = rest
        one[number][channel] = 1
        let level = 0.25 + 0.03125 * Float((7 * channel + 3 * number) % 8)
        mixed[number][channel] = channel.isMultiple(of: 2) ? level : -level
        for (row, value) in version.oneFrame(one).enumerated() {
          factors[row][channel] = Double(value)
          expected[row] += Double(value) * Double(mixed[number][channel])
        }
      }
      found.append((place: place, factors: factors))
    }
    let isSilent = version.oneFrame(rest).allSatisfy { $0.magnitude < 1e-9 }
    // A rectifier is a sum on one side, and on the other another; what clips does so where it is loud.
    let isSum = [1, -1, 0.01].allSatisfy { (scale: Float) in
      var scaled = mixed
      for number in inputs.indices where inputs[number] != nil {
        scaled[number] = scaled[number].map { $0 * scale }
      }
      return zip(version.oneFrame(scaled), expected).allSatisfy {
        let wanted = Double(scale) * $1
        return (Double($0) - wanted).magnitude < 1e-5 * max(1, wanted.magnitude)
      }
    }
    guard isSilent && isSum else {
      throw SignalError("\(version.kind): this is not linear; it has no response")
    }
    return found
  }

  /// The factor of each channel at a frequency in hertz.
  func response(at hertz: Double) -> [Complex] {
    var rows: [[[Complex]]] = []
    rows.reserveCapacity(steps.count)
    let zero = [Complex](repeating: Complex(0), count: width)
    for (step, channels) in steps {
      var own = [[Complex]](repeating: zero, count: channels)
      switch step {
      case .source: for channel in own.indices { own[channel][0] = Complex(1) }
      case .placeholder(let depth):
        for channel in own.indices { own[channel][(columns[depth] ?? 0) + channel] = Complex(1) }
      case .mixture(let parts):
        for (place, factors) in parts {
          for channel in own.indices {
            for (from, factor) in factors[channel].enumerated() where factor != 0 {
              Self.add(factor, rows[place][from], to: &own[channel])
            }
          }
        }
      case .filter(let place, let kernel):
        for channel in own.indices {
          guard let value = kernel.response(at: hertz, channel: channel) else { continue }
          let factor = Complex(value.real, value.imaginary)
          own[channel] = Self.spread(rows[place], channel).map { factor * $0 }
        }
      case .response(let place, let planes, let first):
        for channel in own.indices {
          let angle = -2 * .pi * hertz / rate
          let factor = Complex(angle: angle * Double(first)) * Self.sum(Self.spread(planes, channel), angle)
          own[channel] = Self.spread(rows[place], channel).map { factor * $0 }
        }
      case .loop(let place, let depth): own = closed(rows[place], columns[depth])
      }
      rows.append(own)
    }
    return rows.last?.map { $0[0] } ?? [Complex](repeating: Complex(0), count: channels)
  }

  private static func spread<T>(_ list: [T], _ channel: Int) -> T { list[list.count == 1 ? 0 : channel] }

  private static func add(_ factor: Double, _ row: [Complex], to sum: inout [Complex]) {
    for column in row.indices where row[column] != Complex(0) {
      sum[column] = sum[column] + factor * row[column]
    }
  }

  private static func sum(_ samples: [Float], _ angle: Double) -> Complex {
    let turn = Complex(angle: angle)
    return samples.reversed().reduce(Complex(0)) { $0 * turn + Complex(Double($1)) }
  }

  /// What goes round is what comes out: (1 - B) x = A, by elimination.
  private func closed(_ body: [[Complex]], _ first: Int?) -> [[Complex]] {
    guard let first else { return body }
    let count = body.count
    var left = body.indices.map { row in
      (0..<count).map { (row == $0 ? Complex(1) : Complex(0)) - body[row][first + $0] }
    }
    var right = body
    for row in right.indices { for channel in 0..<count { right[row][first + channel] = Complex(0) } }
    for pivot in 0..<count {
      let best = (pivot..<count).max { left[$0][pivot].magnitude < left[$1][pivot].magnitude } ?? pivot
      left.swapAt(pivot, best)
      right.swapAt(pivot, best)
      let inverse = Complex(1) / left[pivot][pivot]
      left[pivot] = left[pivot].map { inverse * $0 }
      right[pivot] = right[pivot].map { inverse * $0 }
      for row in 0..<count where row != pivot && left[row][pivot] != Complex(0) {
        let factor = left[row][pivot]
        for column in pivot..<count { left[row][column] = left[row][column] - factor * left[pivot][column] }
        for column in right[row].indices where right[pivot][column] != Complex(0) {
          right[row][column] = right[row][column] - factor * right[pivot][column]
        }
      }
    }
    return right
  }
}
