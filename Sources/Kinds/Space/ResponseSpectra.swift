import Signals
import Spectra
import Synchronization

/// The spectra of an impulse response's partitions, worked out when it is first heard.
///
/// They are a function of the response alone, which never changes for one kernel; so whoever works them out, they are
/// the same, and the first to be done wins.
final class ResponseSpectra: Sendable {
  private let transform: RealTransform
  private let count: Int
  private let grain: Int
  private let channels: Int
  private let held = Mutex<[Float]?>(nil)

  /// Of `count` frames, in partitions of `grain`, half the transform's length.
  init(_ transform: RealTransform, count: Int, grain: Int, channels: Int) {
    (self.transform, self.count, self.grain, self.channels) = (transform, count, grain, channels)
  }

  var partitions: Int { max(1, (count + grain - 1) / grain) }
  /// Once they are worked out.
  var byteCount: Int { channels * partitions * width * MemoryLayout<Float>.stride }
  /// Floats of one spectrum.
  private var width: Int { 2 * transform.bins }

  /// For each channel and each partition all bins as pairs; nil where they are still to be worked out.
  var known: [Float]? { held.withLock { $0 } }

  /// Works them out from the samples of `response`, which begin at its first frame.
  func learn(_ response: StreamInput, _ block: RenderBlock) -> [Float] {
    var spectra = [Float](repeating: 0, count: channels * partitions * width)
    let length = transform.length
    let room = length + 16
    let scale = 1 / Float(length)
    withUnsafeTemporaryAllocation(
      byteCount: 2 * room * MemoryLayout<Float>.stride, alignment: RealTransform.alignment
    ) { bytes in
      let floats = bytes.bindMemory(to: Float.self)
      floats.initialize(repeating: 0)
      guard let samples = floats.baseAddress else { return }
      let bins = samples + room
      for channel in 0..<channels {
        let h = block.input(response, channel)
        for partition in 0..<partitions {
          let from = partition * grain
          let part = min(grain, count - from)
          for i in 0..<length {
            let value = i < part ? h[from + i] : 0
            unsafe samples[i] = value.magnitude < ShortTime.loudest ? value * scale : 0
          }
          transform.forward(samples, bins)
          let place = (channel * partitions + partition) * width
          for i in 0..<width { spectra[place + i] = unsafe bins[i] }
        }
      }
    }
    return held.withLock { held in
      if let held { return held }
      held = spectra
      return spectra
    }
  }

  /// Adds `bins` times the spectrum of a partition to `sums`.
  func multiply(
    _ spectra: Span<Float>, _ bins: UnsafeMutablePointer<Float>, _ partition: Int, _ channel: Int,
    addingTo sums: UnsafeMutablePointer<Float>
  ) {
    let place = ((channels == 1 ? 0 : channel) * partitions + partition) * width
    let h = spectra.extracting(place..<place + width)
    for k in 0..<transform.bins {
      let (i, j) = (2 &* k, 2 &* k &+ 1)
      let (re, im) = unsafe (bins[i], bins[j])
      unsafe sums[i] += mulAdd(re, h[i], -(im * h[j]))
      unsafe sums[j] += mulAdd(re, h[j], im * h[i])
    }
  }
}
