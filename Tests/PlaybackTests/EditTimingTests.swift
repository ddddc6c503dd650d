import Testing

@testable import Playback

struct EditTimingTests {
  @Test func anEditLiesEightMillisecondsAfterTheDeviceOnTheGrid() {
    let timing = EditTiming(rate: 48_000)
    let frame = timing.frame(for: Heads(play: 1_000, read: 1_200, running: true))
    #expect(frame == PlayGrid.up(1_200 + 384))
  }

  @Test func theBlockThatTheDeviceIsAboutToTakeIsLeftAlone() {
    let timing = EditTiming(rate: 48_000)
    let soon = timing.frame(for: Heads(play: 1_000, read: 1_048, block: 480, running: true))
    #expect(soon >= 1_048 + 480)
    let later = timing.frame(for: Heads(play: 1_000, read: 1_400, block: 480, running: true))
    #expect(later == PlayGrid.up(1_400 + 384))
  }

  @Test func slowEditsMoveTheNextOnesOutAndAreForgotten() {
    var timing = EditTiming(rate: 48_000)
    let usual = timing.margin
    timing.took(0.040)
    #expect(timing.margin > 48 * 50)
    for _ in 0..<8 { timing.took(0.001) }
    #expect(timing.margin == usual)
    timing.took(9)
    #expect(timing.margin == 24_000)
  }

  @Test func anEditThatCameTooLateGetsTheTimeItTook() {
    let timing = EditTiming(rate: 48_000)
    let heads = Heads(play: 1_000, read: 1_000, running: true)
    #expect(timing.frame(for: heads, delay: 0.1) == PlayGrid.up(1_000 + 6_144))
  }
}
