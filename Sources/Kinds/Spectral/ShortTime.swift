import Glibc
import Signals
import Spectra

/// Windows of sound on their way to spectra and back: one centred on every multiple of `hop`, under a Hann window both
/// ways, and divided by what the squared windows add up to, so that what is not changed comes back as it was.
///
/// Allen and Rabiner, A unified approach to short-time Fourier analysis and synthesis, 1977; weighted as by Griffin
/// and Lim, Signal estimation from modified short-time Fourier transform, 1984.
struct ShortTime: Sendable {
  /// Frames of one window, even.
  let window: Int
  let hop: Int
  /// Frames worked out at a time: many windows, so that few are transformed for two grains.
  let grain: Int
  let transform: RealTransform
  /// Pairs of a real and an imaginary part.
  var bins: Int { window / 2 + 1 }
  private let hann: [Float]
  /// For each place after a window's centre, one over the sum of squares times the transform's length.
  private let scale: [Float]

  static let windows = 32.0...65_536.0
  static let hops = 2.0...32_768.0

  static func windowNumber(_ standard: Double = 2_048) -> Number {
    Number(
      "window", windows, .frames, default: standard,
      "How long a stretch is analysed at a time, an even number: longer tells frequencies apart, shorter times. Number only: the grid of analyses is made of it."
    )
  }

  static func hopNumber(_ standard: Double = 512) -> Number {
    Number(
      "hop", hops, .frames, default: standard,
      "From one analysis to the next: a sixteenth of the window to a half of it. Number only: the grid of analyses is made of it."
    )
  }

  init(window: Double, hop: Double) throws {
    let (window, hop) = (Int(window), Int(hop))
    guard window % 2 == 0 else {
      throw SignalError("window: \(window) frames were given; an even number is expected")
    }
    guard hop * 2 <= window, hop * 16 >= window else {
      throw SignalError(
        "hop: \(hop) frames were given; expected \((window + 15) / 16) to \(window / 2), a sixteenth of the window to a half"
      )
    }
    try self.init(window: window, hop: hop, grain: min(max(8 * window, 4_096), 65_536))
  }

  init(window: Int, hop: Int, grain: Int) throws {
    (self.window, self.hop) = (window, hop)
    self.grain = Grid.ceil(grain)
    transform = try Self.transform(window)
    let hann = (0..<window).map { i in
      let s = sin(Double.pi * Double(i) / Double(window))
      return Float(s * s)
    }
    self.hann = hann
    scale = (0..<hop).map { place in
      let first = (place + window / 2) % hop
      let sum = stride(from: first, to: window, by: hop).reduce(0.0) {
        $0 + Double(hann[$1]) * Double(hann[$1])
      }
      return Float(1 / (sum * Double(window)))
    }
  }

  /// A transform of FFTW's, its failure as a sentence of ours.
  static func transform(_ length: Int) throws -> RealTransform {
    do { return try RealTransform.of(length: length) } catch { throw SignalError(error.description) }
  }

  /// A bin's magnitude for a sine of amplitude 1: half of what the window adds up to.
  var fullScale: Float { Float(window) / 4 }

  /// The numbers of the windows that lie over `frames`.
  func numbers(over frames: Range<Int>) -> ClosedRange<Int> {
    let first = Self.floorDivide(frames.lowerBound - window / 2, hop) + 1
    return first...max(first, Self.floorDivide(frames.upperBound - 1 + window / 2, hop))
  }

  /// The frames that windows lie over.
  func frames(of numbers: ClosedRange<Int>) -> Range<Int> {
    numbers.lowerBound * hop - window / 2..<numbers.upperBound * hop + window / 2
  }

  static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

  /// A signal's range with the windows' length behind it. Before its beginning it is left silent: what a window smears
  /// there would sound before its cause.
  func range(of range: SignalRange) throws(SignalError) -> SignalRange {
    SignalRange(lower: range.lower, upper: try range.moved(by: window).upper)
  }

  // MARK: To spectra and back

  /// Rooms for several spectra, one after another.
  func withRooms<Result>(_ count: Int, _ body: (UnsafeMutablePointer<Float>, Int) -> Result) -> Result {
    // Each on a boundary of its own.
    let stride = (window + 2 + 15) / 16 * 16
    return withUnsafeTemporaryAllocation(
      byteCount: stride * count * MemoryLayout<Float>.stride, alignment: RealTransform.alignment
    ) { bytes in
      let floats = bytes.bindMemory(to: Float.self)
      floats.initialize(repeating: 0)
      guard let start = floats.baseAddress else { preconditionFailure("a window has frames") }
      return body(start, stride)
    }
  }

  /// What is past this is no sound, and its power could not be told; it counts as silence, as does what is not finite.
  static let loudest: Float = 1e12

  /// The spectrum of the window of `x` that begins at `place`.
  func analyse(
    _ x: Span<Float>, at place: Int, _ samples: UnsafeMutablePointer<Float>,
    _ bins: UnsafeMutablePointer<Float>
  ) {
    let x = x.extracting(place..<place + window)
    let hann = hann.span
    precondition(hann.count == x.count)
    for i in x.indices {
      let product = x[i] * hann[i]
      unsafe samples[i] = product.magnitude < Self.loudest ? product : 0
    }
    transform.forward(samples, bins)
  }

  /// Adds what a spectrum stands for to `y`, whose first frame is `first`, the window beginning at frame `start`.
  func add(
    _ bins: UnsafeMutablePointer<Float>, _ samples: UnsafeMutablePointer<Float>, startingAt start: Int,
    to y: inout MutableSpan<Float>, from first: Int
  ) {
    transform.inverse(bins, samples)
    let low = max(start, first)
    let high = min(start + window, first + y.count)
    guard low < high else { return }
    let hann = hann.span.extracting(low - start..<high - start)
    let place = low - first
    precondition(place >= 0 && place + hann.count <= y.count)
    let from = low - start
    for i in hann.indices { y[place &+ i] = unsafe mulAdd(samples[from &+ i], hann[i], y[place &+ i]) }
  }

  /// Brings what was added to full size; `y` begins at frame `first`.
  func finish(_ y: inout MutableSpan<Float>, from first: Int) {
    var place = first - Self.floorDivide(first, hop) * hop
    let scale = scale.span
    for i in y.indices {
      // Added to zero, there is one zero.
      y[i] = mulAdd(y[i], scale[place], 0)
      place &+= 1
      if place == hop { place = 0 }
    }
  }
}
