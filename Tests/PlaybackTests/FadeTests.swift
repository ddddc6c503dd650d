import Testing

@testable import Playback

struct FadeTests {
  private func mixed(_ old: [Float], _ new: [Float], fade: Fade, from frame: Int, channels: Int = 1)
    -> [Float]
  {
    var result = new
    old.withUnsafeBufferPointer { old in
      result.withUnsafeMutableBufferPointer { fade.mix(old: old, into: $0, from: frame, channels: channels) }
    }
    return result
  }

  @Test func itIsOldBeforeAndNewBehindAndARaisedCosineBetween() {
    let fade = Fade(start: 128, length: 64)
    #expect(fade.weight(at: 127) == 0)
    #expect(fade.weight(at: 192) == 1)
    #expect(abs(fade.weight(at: 159) + fade.weight(at: 160) - 1) < 1e-6)
    let heard = mixed(Array(repeating: 1, count: 128), Array(repeating: -1, count: 128), fade: fade, from: 96)
    #expect(heard[..<32].allSatisfy { $0 == 1 })
    #expect(heard[96...].allSatisfy { $0 == -1 })
    #expect(zip(heard, heard.dropFirst()).allSatisfy { $0 >= $1 })
    #expect(zip(heard, heard.dropFirst()).allSatisfy { $0 - $1 < 2 * .pi / 2 / 64 + 1e-6 })
  }

  @Test func equalSamplesPassBitForBit() {
    let values: [Float] = [0.1, -0.7, 1e-30, 0, 0.333_333_34, .leastNonzeroMagnitude, 1, -1]
    let heard = mixed(values, values, fade: Fade(start: 0, length: 8), from: 0)
    #expect(heard.map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test func channelsShareTheWeightOfTheirFrame() {
    let fade = Fade(start: 0, length: 4)
    let heard = mixed(
      Array(repeating: 0, count: 8), Array(repeating: 1, count: 8), fade: fade, from: 0, channels: 2)
    for frame in 0..<4 {
      #expect(heard[2 * frame] == fade.weight(at: frame))
      #expect(heard[2 * frame + 1] == heard[2 * frame])
    }
  }

  @Test func aFadeOfNoLengthIsACut() {
    #expect(mixed([1, 1], [0.5, 0.25], fade: Fade(start: 7, length: 0), from: 7) == [0.5, 0.25])
  }

  @Test func whatBeginsKeepsItsAttackWhileTheRestFades() {
    let old: [Float] = [0.25, 0.25, 0.25, 0.25]
    let continuing: [Float] = [0.5, 0.5, 0.25, -0.25]
    var new: [Float] = [1, 0.5, 0.75, -0.25]
    let fade = Fade(start: 0, length: 4)
    old.withUnsafeBufferPointer { old in
      continuing.withUnsafeBufferPointer { continuing in
        new.withUnsafeMutableBufferPointer {
          fade.mix(old: old, into: $0, continuing: continuing, from: 0, channels: 1)
        }
      }
    }
    #expect(abs(new[0] - (0.75 + 0.25 * fade.weight(at: 0))) < 1e-6)
    #expect(abs(new[1] - (0.25 + 0.25 * fade.weight(at: 1))) < 1e-6)
    // Where the old goes on unchanged, what begins is heard bit for bit.
    #expect(new[2] == 0.75)
    #expect(abs(new[3] - (0.25 - 0.5 * fade.weight(at: 3))) < 1e-6)
  }

  @Test func nothingLeavesFullScale() {
    var new: [Float] = [1]
    let fade = Fade(start: 0, length: 1_000)
    [Float(0.9)].withUnsafeBufferPointer { old in
      [Float(0.1)].withUnsafeBufferPointer { continuing in
        new.withUnsafeMutableBufferPointer {
          fade.mix(old: old, into: $0, continuing: continuing, from: 0, channels: 1)
        }
      }
    }
    #expect(new == [1])
  }
}
