import Testing

@testable import Playback

struct BellTests {
  @Test func aRingBeforeTheWaitIsKeptAndManyAreOne() throws {
    let bell = try Bell()
    for _ in 0..<1_000 { bell.ring() }
    #expect(bell.wait(until: Monotonic.now() + Monotonic.nanoseconds(5)))
    #expect(!bell.wait(until: 0))
  }

  @Test func withoutARingTheWaitEndsInTime() throws {
    let bell = try Bell()
    let began = Monotonic.now()
    #expect(!bell.wait(until: began + Monotonic.nanoseconds(0.02)))
    #expect(Monotonic.now() >= began + Monotonic.nanoseconds(0.02))
  }
}
