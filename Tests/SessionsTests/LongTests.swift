import CLinux
import Glibc
import Kinds
import Playback
import Scripting
import Sessions
import Signals
import Synchronization
import Testing
import Workspaces

@testable import Graphs

/// Six hours of playing with 20 000 edits, on a device that is moved by hand; a hundredth of it in the suite.
@Suite struct LongTests {
  private static let isLong = getenv("NEAP_LONG") != nil
  /// What the process has resident is this test's affair only where it has no other.
  private static let isAlone = getenv("NEAP_LONG").map { String(cString: $0) == "alone" } ?? false
  private static let edits = isLong ? 20_000 : 200
  private static let frames = 6 * 3_600 * 48_000 / 20_000
  /// The counter beside the piece goes round in 10 s and is exact in Float32.
  private static let period = 480_000

  private static let piece = """
    tempo(120)
    drums = p"bd hh*2 [sn hh] hh*3":on(kits.default)
    bass = p"<c2 g1 a1 f1>*4":on(function(n) return saw(n.freq):lowpass(800) * perc(0.005, 0.3) * n.amp end)
    pad = mix{saw(110), saw(110.7)}:lowpass{cutoff = sine(0.1):range(300, 2000), q = 2}
    ring = feedback(function(loop) return bass * 0.2 + loop:delay(0.31):lowpass(3000) * 0.5 end)
    play(drums, bass * 0.3, pad * 0.1, ring)
    count = phasor(0.1)
    volume(0)
    master(function(mix) return stereo{count * 0.5, mix:channel(2) * 0.25} end)
    """

  private static func edit(_ number: Int) -> String {
    switch number % 9 {
    case 0:
      "bass = p'<c2 g1 a1 f1>*\(2 + number / 9 % 7)':on(function(n) return saw(n.freq):lowpass(\(500 + number % 701)) * perc(0.005, 0.2) * n.amp end)"
    case 1: "pad.q = \(1 + number % 37 / 10)"
    case 2: "drums = p'bd*\(1 + number / 9 % 4) hh*4 sn hh*2':on(kits.default)"
    case 3: "bass = p'<c2 ef2>*4':on(synths.pluck)"
    case 4:
      "pad = mix{saw(\(100 + number % 29)), saw(110.7)}:lowpass{cutoff = sine(0.1):range(300, 2000), q = 2}"
    case 5: "undo()"
    case 6: "x\(number % 50) = array{\(number), 2, 3} mixer.pad.gain = \(-(number % 12))"
    case 7: "play(sine(\(200 + number % 400)) * perc(0.01, 0.3) * 0.1)"
    default: "tempo(\(110 + number % 20))"
    }
  }

  /// The counter as it is heard.
  private struct Heard {
    var next: Int?
    var frames = 0
    var gaps: [Int] = []

    mutating func take(_ samples: ArraySlice<Float>) {
      for place in stride(from: samples.startIndex, to: samples.endIndex, by: 2) {
        let number = Int((Double(samples[place]) * 2 * Double(LongTests.period)).rounded()) % LongTests.period
        // The piece fades in.
        if let next, next != number, frames > 4_800 { gaps.append(frames) }
        next = (number + 1) % LongTests.period
        frames += 1
      }
    }
  }

  private final class HeardLog: Sendable {
    let heard = Mutex(Heard())
  }

  /// What is held, of which a session that plays on shall not hold more and more.
  private struct Held {
    let rows: Int
    let versions: Int
    let lua: Int
    let cache: Int
    /// Of what is kept the room, and the heap.
    let store: Int
    let heap: Int
    let resident: Int
  }

  @Test func hoursOfPlayingAndEditingHoldNoMoreThanTheFirst() throws {
    let log = HeardLog()
    try play { samples in log.heard.withLock { $0.take(samples) } }
    let result = log.heard.withLock { $0 }
    #expect(result.frames >= Self.edits * Self.frames)
    #expect(result.gaps.isEmpty, "\(result.gaps.count) gaps, at \(result.gaps.prefix(5))")
  }

  /// As in the program, where what is large is no part of the heap.
  private func play(_ take: @escaping @Sendable (ArraySlice<Float>) -> Void) throws {
    if Self.isAlone { return_large_blocks() }
    let stage = try SteppedSession(onHear: take)
    let (session, device, manager) = (stage.session, stage.device, stage.session.manager)
    // So small that it is full long before the first hour is over: then what comes takes the place of what goes.
    manager.cache.budget = 24 << 20
    func held() -> Held {
      session.lua.collect()
      return Held(
        rows: manager.count, versions: manager.versionCount, lua: session.lua.bytesInUse,
        cache: manager.cache.statistics.bytes, store: SampleStore.shared.taken, heap: heap_bytes(),
        resident: Self.resident)
    }
    try session.evaluate(Self.piece, name: "piece")
    stage.settle()
    // By then the steps of undo are as many as are kept.
    let first = Self.edits / 6
    var early: Held?
    // Every twentieth edit: between two times that the heap is given back it grows.
    var (resident, heap): ([Int], [Int]) = ([], [])
    for number in 0..<Self.edits {
      try session.evaluate(Self.edit(number), name: "edit")
      stage.settle()
      var left = Self.frames
      while left > 0 {
        left -= device.step(min(left, 9_600))
        session.tick()
        stage.settle()
      }
      if number == first { early = held() }
      if number % 20 == 19 {
        resident.append(Self.resident)
        heap.append(heap_bytes())
      }
      if Self.isLong, number % 1_000 == 999 { print(number + 1, held()) }
      #expect(manager.cache.statistics.bytes <= manager.cache.budget)
    }
    let late = held()
    let former = try #require(early)
    #expect(stage.faults.isEmpty, "\(stage.faults.prefix(3))")
    print("after a sixth: \(former); at last: \(late)")
    // In a hundredth the steps of undo and what they hold still come.
    guard Self.isLong else { return }
    #expect(late.rows * 10 <= former.rows * 11)
    #expect(late.versions * 10 <= former.versions * 11)
    #expect(late.lua * 10 <= former.lua * 11)
    // The middle of the second half of the first hour, and of the last.
    let hour = resident.count / 6
    func hours(_ values: [Int]) -> (first: Int, last: Int) {
      (median(values[hour / 2..<hour]), median(values.suffix(hour / 2)))
    }
    let held = hours(resident)
    print("resident: \(held), of which the heap's: \(hours(heap))")
    if Self.isAlone { #expect(held.last * 10 <= held.first * 11) }
  }

  private func median(_ values: ArraySlice<Int>) -> Int { values.sorted()[values.count / 2] }

  /// Of the whole process, other tests included.
  private static var resident: Int {
    guard let file = fopen("/proc/self/statm", "r") else { return 0 }
    defer { fclose(file) }
    var (all, resident) = (0, 0)
    return withUnsafeMutablePointer(to: &all) { a in
      withUnsafeMutablePointer(to: &resident) { b in
        withVaList([a, b]) { vfscanf(file, "%ld %ld", $0) } == 2 ? b.pointee * 4_096 : 0
      }
    }
  }
}
