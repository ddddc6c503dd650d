import Designs
import Glibc
import Signals

/// Samples between samples: a sinc under a Kaiser window, tabled at 512 places between two frames and interpolated
/// linearly in between. Images and aliases of what lies below 0.92 x half the rate are 110 dB down.
///
/// Julius O. Smith and Phil Gossett, A flexible sampling-rate conversion method, 1984.
struct Sinc: Sendable {
  /// Samples that one result is made of: a multiple of 8.
  let taps: Int
  /// Rows of `taps` numbers, one for each place between two frames and one more.
  private let rows: [Float]

  private static let places = 512
  /// At the signal's own bandwidth.
  static let plain = Sinc(speed: 1)
  /// Zero crossings on either side.
  private static let crossings = 44.0

  /// For reading at up to `speed` times the rate: above 1, what would alias is left out.
  init(speed: Double) {
    let speed = max(1, speed)
    let half = (Self.crossings * speed).rounded(.up)
    let taps = (2 * Int(half) + 7) / 8 * 8
    self.taps = taps
    let beta = 11.0
    let whole = ModifiedBessel.i0(beta)
    rows = (0...Self.places).flatMap { place -> [Float] in
      let fraction = Double(place) / Double(Self.places)
      let row = (0..<taps).map { tap -> Double in
        let x = (Double(tap - (taps / 2 - 1)) - fraction) / speed
        let edge = 1 - (x / Self.crossings) * (x / Self.crossings)
        guard edge > 0 else { return 0 }
        let sinc = abs(x) < 1e-9 ? 1 : sin(.pi * x) / (.pi * x)
        return sinc * ModifiedBessel.i0(beta * edge.squareRoot()) / whole
      }
      // Each row lets a level through as it is.
      let sum = row.reduce(0, +)
      return row.map { Float($0 / sum) }
    }
  }

  /// How many samples before the frame that a place lies in are needed; `taps - before` from that frame on.
  var before: Int { taps / 2 - 1 }

  /// The plane, whose first sample is frame `first`, at frames between its own; all samples that are needed must be
  /// there.
  func interpolate(
    _ x: Span<Float>, from first: Int, at frames: Span<Double>, into y: inout MutableSpan<Float>
  ) {
    precondition(frames.count == y.count)
    rows.withUnsafeBufferPointer { rows in
      x.withUnsafeBufferPointer { x in
        guard let rows = rows.baseAddress, let start = x.baseAddress else { return }
        for i in y.indices {
          let whole = frames[i].rounded(.down)
          let place = wholeNumber(whole) &- first &- before
          precondition(place >= 0 && place &+ taps <= x.count)
          let between = (frames[i] - whole) * Double(Self.places)
          let row = between.rounded(.down)
          y[i] = unsafe value(start + place, rows + wholeNumber(row) &* taps, Float(between - row))
        }
      }
    }
  }

  /// One place among samples, each asked for by its frame, read at a speed of 1 or more: the sinc is that much wider and
  /// lower.
  @inline(__always)
  func value(at place: Double, speed: Double, _ sample: (Int) -> Float) -> Float {
    let scale = 1 / speed
    let reach = Self.crossings * speed
    let first = Int((place - reach).rounded(.up))
    let last = Int((place + reach).rounded(.down))
    var sum = Float(0)
    rows.withUnsafeBufferPointer { rows in
      for frame in first...last {
        let t = (Double(frame) - place) * scale
        let whole = t.rounded(.up)
        let between = (whole - t) * Double(Self.places)
        let row = min(Self.places - 1, Int(between))
        let tap = Int(whole) + before
        guard tap >= 0, tap < taps else { continue }
        let (a, b) = (rows[row * taps + tap], rows[(row + 1) * taps + tap])
        sum = mulAdd(sample(frame), mulAdd(Float(between - Double(row)), b - a, a), sum)
      }
    }
    return sum * Float(scale)
  }

  @inline(__always)
  private func value(_ x: UnsafePointer<Float>, _ row: UnsafePointer<Float>, _ rest: Float) -> Float {
    var (early, late) = (SIMD8<Float>(), SIMD8<Float>())
    let (samples, numbers) = (UnsafeRawPointer(x), UnsafeRawPointer(row))
    let next = UnsafeRawPointer(row + taps)
    var at = 0
    while at < taps &* 4 {
      let x = unsafe samples.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
      let a = unsafe numbers.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
      let b = unsafe next.loadUnaligned(fromByteOffset: at, as: SIMD8<Float>.self)
      early = early + a * x
      late = late + b * x
      at &+= 32
    }
    let (a, b) = (early.sum(), late.sum())
    return mulAdd(rest, b - a, a)
  }
}
