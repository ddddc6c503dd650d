import Glibc
import Signals

/// The blocks of one segment, as they lie on the disk: how many channels and blocks, which blocks have one value a channel,
/// and then block by block each channel's samples, of those that have one value that alone.
final class SegmentBuffer {
  let channels: Int
  private(set) var blocks = 0
  /// Bytes that are used.
  private(set) var byteCount = SegmentBuffer.headBytes
  private let bytes: UnsafeMutableRawBufferPointer
  /// A block and where it begins, so that the one behind it need not be looked for.
  private var cursor = (block: 0, byte: SegmentBuffer.headBytes)

  /// Blocks of a whole segment.
  static let most = Checkpoint.grid / Grid.block
  private static let flagBytes = most / 8
  private static let headBytes = 8 + flagBytes

  init(channels: Int) {
    self.channels = channels
    bytes = .allocate(byteCount: Self.mostBytes(channels), alignment: 64)
    bytes.prefix(Self.headBytes).initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit { bytes.deallocate() }

  /// The most that a segment takes.
  static func mostBytes(_ channels: Int) -> Int { headBytes + most * Grid.block * channels * 4 }

  /// What is to be written.
  var content: UnsafeRawBufferPointer {
    bytes.storeBytes(of: UInt32(channels), toByteOffset: 0, as: UInt32.self)
    bytes.storeBytes(of: UInt32(blocks), toByteOffset: 4, as: UInt32.self)
    return UnsafeRawBufferPointer(rebasing: bytes[..<byteCount])
  }

  /// Takes what `read` puts into the room that it is given; false where that is no segment of so many channels.
  func load(_ read: (UnsafeMutableRawBufferPointer) -> Int?) -> Bool {
    blocks = 0
    guard let count = read(bytes), count >= Self.headBytes,
      bytes.load(as: UInt32.self) == UInt32(channels)
    else { return false }
    let held = Int(bytes.load(fromByteOffset: 4, as: UInt32.self))
    guard held > 0, held <= Self.most else { return false }
    let uniform = (0..<held).count { isUniform($0) }
    guard count == Self.headBytes + (uniform + (held - uniform) * Grid.block) * channels * 4 else {
      return false
    }
    (blocks, byteCount, cursor) = (held, count, (0, Self.headBytes))
    return true
  }

  private func isUniform(_ block: Int) -> Bool { bytes[8 + block / 8] & (1 << UInt8(block % 8)) != 0 }

  /// Adds the block of a track that begins at `frame`.
  func append(_ track: Track, _ frame: Int) {
    let isUniform = unsafe track.flag(frame).pointee
    if isUniform { bytes[8 + blocks / 8] |= 1 << UInt8(blocks % 8) }
    let size = (isUniform ? 1 : Grid.block) * 4
    for channel in 0..<channels {
      unsafe memcpy(start + byteCount, track.pointer(frame) + channel * track.stride, size)
      byteCount += size
    }
    blocks += 1
  }

  /// Adds silence.
  func appendZero() {
    bytes[8 + blocks / 8] |= 1 << UInt8(blocks % 8)
    unsafe memset(start + byteCount, 0, channels * 4)
    byteCount += channels * 4
    blocks += 1
  }

  /// Whether all that was added is silence.
  var isSilent: Bool {
    byteCount == Self.headBytes + blocks * channels * 4
      && bytes[Self.headBytes..<byteCount].allSatisfy { $0 == 0 }
  }

  /// Writes blocks behind the end of a track.
  func copy(_ numbers: Range<Int>, to track: Track) {
    let first = track.end
    track.extend(to: first + numbers.count * Grid.block)
    if cursor.block > numbers.lowerBound { cursor = (0, Self.headBytes) }
    while cursor.block < numbers.lowerBound { advance() }
    for number in numbers {
      let frame = first + (number - numbers.lowerBound) * Grid.block
      let isUniform = isUniform(number)
      for channel in 0..<channels {
        let plane = track.pointer(frame) + channel * track.stride
        if isUniform {
          let value = bytes.load(fromByteOffset: cursor.byte + channel * 4, as: Float.self)
          unsafe plane.update(repeating: value, count: Grid.block)
        } else {
          unsafe memcpy(plane, start + cursor.byte + channel * Grid.block * 4, Grid.block * 4)
        }
      }
      unsafe track.flag(frame).pointee = isUniform
      advance()
    }
  }

  private var start: UnsafeMutableRawPointer {
    guard let start = bytes.baseAddress else { preconditionFailure("a segment has room") }
    return start
  }

  private func advance() {
    cursor.byte += (isUniform(cursor.block) ? 1 : Grid.block) * channels * 4
    cursor.block += 1
  }
}
