import Signals
import Spectra

/// A signal at another tempo and the same pitch, window by window: each is taken where its time lies in the input, and
/// its partials turned so that they go on from the window before.
///
/// The bins about a peak turn with it (Jean Laroche and Mark Dolson, Improved phase vocoder time-scale modification of
/// audio, 1999); how far a peak's phase goes from one window to the next is seen in the window one hop earlier in the
/// input, so that nothing needs unwrapping (Miller Puckette, Phase-locked vocoder, 1995).
///
/// Phases that follow from each other would hang on all that went before. Here they do over one segment of the output:
/// each begins with an anchor, whose phases are those of its window, gone on at the frequencies seen there from its time
/// in the input to its time in the output. A steady tone goes through anchors as if there were none; of what moves, the
/// phases glide in the last windows of a segment to those that follow from the next anchor backwards.
struct PhaseVocoder: Sendable {
  let time: ShortTime
  /// Frames out for one frame in.
  private let factor: Double
  /// Frames of the output in one segment.
  private let length: Double
  /// Bins that are kept; above, what would alias when the output is read faster.
  private let kept: Int
  /// Windows from an anchor to the segment that it is for, so that all windows over it follow from its anchor.
  private let margin: Int
  /// Windows over which phases glide: 0.34 s for a window of 2048, which bends a partial by 1.5 Hz at most.
  private let fade: Int

  static let windows = 256.0...8_192.0

  static func windowNumber() -> Number {
    Number(
      "window", windows, .frames, default: 4_096,
      "How long a stretch is analysed at a time, divisible by 4: longer for chords, shorter for drums. Number only: the grid of analyses is made of it."
    )
  }

  /// The segment in frames for a window, a multiple of the grid's.
  static func segment(_ window: Double) -> Int {
    Grid.ceil(max(Int(window) * 12, min(Int(window) * 32, 65_536)))
  }

  static func shortTime(_ window: Double) throws -> ShortTime {
    let window = Int(window)
    guard window % 4 == 0 else {
      throw SignalError("window: \(window) frames were given; a number that is divisible by 4 is expected")
    }
    return try ShortTime(window: window, hop: window / 4, grain: Grid.block)
  }

  /// `lead` frames beside a segment are wanted too.
  init(window: Double, factor: Double, length: Double, lead: Int = 0, kept: Double = 1) throws {
    time = try Self.shortTime(window)
    let window = time.window
    (self.factor, self.length) = (factor, length)
    self.kept = Int(Double(time.bins) * kept)
    fade = min(32, Int(length) / time.hop / 2)
    margin = (window / 2 + lead + time.hop - 1) / time.hop + 1
  }

  private func anchor(_ segment: Int) -> Int {
    Int((Double(segment) * length / Double(time.hop)).rounded(.down)) - margin
  }

  /// Where in the input window `number` is centred.
  private func source(_ number: Int) -> Int {
    Int((Double(number) * Double(time.hop) / factor).rounded())
  }

  /// The frames of the input that segments take.
  func reads(_ segments: ClosedRange<Int>) -> Range<Int> {
    let beside = time.window / 2 + time.hop
    let last = anchor(segments.upperBound + 1) + 2 * margin + 2
    return source(anchor(segments.lowerBound)) - beside..<source(last) + beside
  }

  /// How far before a segment, in frames of the output, the input is read: at most so many frames of the input.
  var reach: Int { Int((Double((margin + 2) * time.hop) / factor).rounded(.up)) + time.window }

  /// One window's course: what was made last, and room for the next.
  struct Chain {
    let samples: UnsafeMutablePointer<Float>
    let bins: UnsafeMutablePointer<Float>
    let other: UnsafeMutablePointer<Float>
    let former: UnsafeMutablePointer<Float>
    let power: UnsafeMutablePointer<Float>
  }

  /// Renders frames of the output that lie in `segment`, or beside it by no more than the lead. The input's plane begins
  /// at frame `first`.
  func render(
    _ frames: Range<Int>, of segment: Int, _ x: Span<Float>, from first: Int, into y: inout MutableSpan<Float>
  ) {
    for i in y.indices { y[i] = 0 }
    let wanted = time.numbers(over: frames)
    let (begin, end) = (anchor(segment), anchor(segment + 1))
    time.withRooms(5 + fade) { room, width in
      let chain = Chain(
        samples: room, bins: room + width, other: room + 2 * width, former: room + 3 * width,
        power: room + 4 * width)
      let later = room + 5 * width
      func step(_ number: Int, _ direction: Int, isAnchor: Bool = false) {
        analyse(number, direction, x, first, chain)
        if isAnchor { turnAnchor(number, chain) } else { chain.turn(time) }
        unsafe chain.former.update(from: chain.bins, count: 2 * time.bins)
      }
      func sound(_ number: Int) {
        guard wanted.contains(number) else { return }
        for i in min(2 * kept, 2 * time.bins)..<2 * time.bins { unsafe chain.bins[i] = 0 }
        time.add(
          chain.bins, chain.samples, startingAt: number * time.hop - time.window / 2, to: &y,
          from: frames.lowerBound)
      }
      // From the next anchor backwards, and then from this one on.
      if wanted.upperBound >= end - fade {
        for number in stride(from: end, through: max(end - fade, wanted.lowerBound), by: -1) {
          step(number, number == end ? 1 : -1, isAnchor: number == end)
          guard number < end else { continue }
          unsafe (later + (end - 1 - number) * width).update(from: chain.bins, count: 2 * time.bins)
        }
      }
      for number in begin...max(begin, min(end - 1, wanted.upperBound)) {
        step(number, 1, isAnchor: number == begin)
        if number >= end - fade, wanted.contains(number) {
          let part = (Float(number - (end - fade)) + 0.5) / Float(fade)
          glide(chain, to: later + (end - 1 - number) * width, by: part)
        }
        sound(number)
      }
      if wanted.upperBound >= end {
        for number in end...wanted.upperBound {
          step(number, 1, isAnchor: number == end)
          sound(number)
        }
      }
    }
    time.finish(&y, from: frames.lowerBound)
  }

  private func analyse(_ number: Int, _ direction: Int, _ x: Span<Float>, _ first: Int, _ chain: Chain) {
    chain.analyse(time, x, at: source(number) - time.window / 2 - first, direction)
  }

  /// Turns each bin by a part of what lies between its peak's phase and the one that it is to have.
  private func glide(_ chain: Chain, to later: UnsafeMutablePointer<Float>, by part: Float) {
    SpectralPeaks.turn(chain.bins, chain.power, time.bins) { peak in
      let now = unsafe Angle.of(chain.former[2 * peak], chain.former[2 * peak + 1])
      let then = unsafe Angle.of(later[2 * peak], later[2 * peak + 1])
      let apart = Float(Int32(bitPattern: then &- now)) * part
      let turned = UInt32(truncatingIfNeeded: Int64(apart))
      return (Angle.cosine(turned), Angle.sine(turned))
    }
  }

  /// Turns each bin as far as its peak's frequency makes it go between its two times.
  private func turnAnchor(_ number: Int, _ chain: Chain) {
    let late = Double(number * time.hop - source(number))
    let hop = time.hop
    let perBin = 1 / Double(time.window)
    SpectralPeaks.turn(chain.bins, chain.power, time.bins) { peak in
      let now = unsafe Angle.of(chain.bins[2 * peak], chain.bins[2 * peak + 1])
      let before = unsafe Angle.of(chain.other[2 * peak], chain.other[2 * peak + 1])
      // A hop is a quarter of a window: a bin's own frequency makes as many quarter turns as its number says.
      let apart = Int32(bitPattern: now &- before &- UInt32(truncatingIfNeeded: peak) &<< 30)
      let frequency = Double(peak) * perBin + Double(apart) * 0x1p-32 / Double(hop)
      let turns = frequency * late
      let angle = UInt32(truncatingIfNeeded: Int64(((turns - turns.rounded(.down)) * 0x1p32).rounded(.down)))
      return (Angle.cosine(angle), Angle.sine(angle))
    }
  }
}

extension PhaseVocoder.Chain {
  /// The spectrum of the window that begins at `start`, that of a hop before it (or behind, going backwards) and the power
  /// of each bin.
  func analyse(_ time: ShortTime, _ x: Span<Float>, at start: Int, _ direction: Int = 1) {
    time.analyse(x, at: start, samples, bins)
    time.analyse(x, at: start - direction * time.hop, samples, other)
    SpectralPeaks.power(bins, time.bins, into: power)
  }

  /// Turns each bin with the peak that it lies about, on from the window before.
  func turn(_ time: ShortTime) {
    SpectralPeaks.turn(bins, power, time.bins) { peak in
      let (re, im) = unsafe (former[2 * peak], former[2 * peak + 1])
      let (a, b) = unsafe (other[2 * peak], other[2 * peak + 1])
      let (x, y) = (mulAdd(re, a, im * b), mulAdd(im, a, -(re * b)))
      let size = mulAdd(x, x, y * y).squareRoot()
      // What comes out of silence begins with its own phase.
      return size > 1e-20 ? (x / size, y / size) : (1, 0)
    }
  }
}
