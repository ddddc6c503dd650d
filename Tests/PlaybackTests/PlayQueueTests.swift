import Testing

@testable import Playback

struct PlayQueueTests {
  private func store(_ queue: PlayQueue, _ frames: Range<Int>, _ value: (Int) -> Float) {
    frames.flatMap { [value($0), -value($0)] }.withUnsafeBufferPointer {
      queue.store($0, at: frames.lowerBound)
    }
  }

  private func all(_ queue: PlayQueue, _ range: Range<Int>) -> [Float] {
    var result: [Float] = []
    queue.read(range) { samples, frame in
      #expect(frame == range.clamped(to: queue.frames).lowerBound + result.count / 2)
      result += samples
    }
    return result
  }

  @Test func itKeepsWhatWasStoredAcrossTheRingsEnd() {
    let queue = PlayQueue(channels: 2, capacity: 10)
    for start in stride(from: 0, to: 60, by: 3) {
      store(queue, start..<start + 3) { Float($0) }
      let held = max(0, start - 7)..<start + 3
      #expect(queue.frames == held)
      #expect(all(queue, held) == held.flatMap { [Float($0), -Float($0)] })
    }
  }

  @Test func overwritingChangesOnlyWhatIsOverwritten() {
    let queue = PlayQueue(channels: 2, capacity: 16)
    store(queue, 0..<12) { Float($0) }
    store(queue, 4..<8) { Float($0) + 100 }
    #expect(queue.frames == 0..<12)
    #expect(
      all(queue, 3..<9)
        == (3..<9).flatMap { frame in
          let value = Float(frame) + (4..<8 ~= frame ? 100 : 0)
          return [value, -value]
        })
  }

  @Test func whatIsDroppedIsNotRead() {
    let queue = PlayQueue(channels: 2, capacity: 16)
    store(queue, 0..<8) { Float($0) }
    queue.drop(before: 5)
    #expect(queue.frames == 5..<8)
    #expect(all(queue, 0..<20) == [5, -5, 6, -6, 7, -7])
    queue.drop(before: 99)
    #expect(queue.frames == 8..<8)
  }
}
