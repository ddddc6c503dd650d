import Kinds
import Signals
import Synchronization
import Testing

@testable import Graphs

/// What is played, looked at.
struct PlayTapTests {
  @Test func aSignalInsideWhatPlaysIsSeenAsItIsHeard() throws {
    let bench = Bench()
    let dry = try bench.name("dry", bench.row("saw", .number(220)))
    let late = try bench.row("delay", .signal(dry.id), .number(0.05))
    try bench.play([("late", late)], at: 0)
    // Some lies in the queue before anybody looks.
    _ = bench.render(0..<4_864)
    bench.report.tap.watch(.version(try bench.manager.version(of: late.id).id), channels: 1, frames: 48_000)
    #expect(bench.report.tap.read(0..<128) == nil)
    _ = bench.render(4_864..<9_728)
    let seen = try #require(bench.report.tap.read(2_000..<9_000))
    let pure = try bench.manager.samples(of: late.id, 2_000..<9_000)
    #expect(difference(seen, pure) == nil)
    // Where it was not rendered it is not known.
    #expect(bench.report.tap.read(9_000..<9_729) == nil)

    // After an edit, what is played goes on from what was heard; the pure answer was never otherwise.
    _ = try bench.name("dry", bench.row("buffer", .samples(Samples([[]]))))
    try bench.play([("late", late)], at: 9_728)
    bench.report.tap.watch(.version(try bench.manager.version(of: late.id).id), channels: 1, frames: 48_000)
    let heard = bench.render(9_728..<14_592)
    let rings = try #require(bench.report.tap.read(9_728..<14_592))
    #expect(zip(rings[0], heard).allSatisfy { $0 * 0.25 == $1 })
    #expect(rings[0].contains { $0 != 0 })
    #expect(try bench.manager.samples(of: late.id, 9_728..<14_592)[0].allSatisfy { $0 == 0 })
    // The picture goes on over the edit.
    #expect(bench.report.tap.read(9_000..<10_000) != nil)
  }

  @Test func theWholeMixIsSeenBehindTheMaster() throws {
    let bench = Bench()
    try bench.play([("a", bench.row("saw", .number(55)))], at: 0)
    bench.report.tap.watch(.master, channels: 1, frames: 48_000)
    let heard = bench.render(0..<2_560)
    let seen = try #require(bench.report.tap.read(100..<2_560))
    #expect(difference([seen[0]], [Array(heard[100...])]) == nil)
    // What is rendered again takes its place.
    try bench.play([("b", bench.row("saw", .number(77)))], at: 1_280)
    let again = bench.render(1_280..<2_560)
    #expect(difference([try #require(bench.report.tap.read(1_280..<2_560))[0]], [again]) == nil)
    bench.report.tap.unwatch()
    #expect(bench.report.tap.read(1_280..<2_560) == nil)
    _ = bench.render(2_560..<3_840)
    #expect(bench.report.tap.read(2_560..<3_840) == nil)
  }

  @Test func theRingIsMadeByWhoLooksAndHoldsAsMuchAsItWasAskedFor() {
    let tap = PlayTap()
    tap.note(first: 0, count: 128, channels: 1) { _, _ in 1 }
    #expect(tap.read(0..<128) == nil)
    // Five seconds twice and what lies in the queue, at 96 kHz.
    let frames = 96_000 * 12
    #expect(tap.watch(.master, channels: 2, frames: frames) == 2)
    tap.note(first: -256, count: frames, channels: 2) { frame, channel in Float(frame * 2 + channel) }
    let span = -250..<frames - 256
    #expect(tap.read(span)?[1] == span.map { Float($0 * 2 + 1) })
    // Of very many channels those are kept that fit; one that is short of them is another sound's.
    let kept = tap.watch(.version(1), channels: 1_000, frames: frames)
    #expect(kept < 20 && kept * frames * 4 <= PlayTap.mostBytes)
    tap.note(first: 0, count: 128, channels: 2) { _, _ in 1 }
    #expect(tap.read(0..<128) == nil && !tap.isNoted)
    tap.note(first: 0, count: 128, channels: 1_000) { _, channel in Float(channel) }
    #expect(tap.read(0..<128)?.map { $0[5] } == (0..<kept).map(Float.init) && tap.isNoted)
  }

  /// The render thread waits for the lock, for which a ring of seconds is neither made nor copied nor let go of: the one that is
  /// given is the one that is used, and the former comes back.
  @Test func aRingIsExchangedWhileTheLockIsHeldAndNoMore() throws {
    func place(_ ring: PlayTap.Ring?) -> Int? {
      ring?.samples.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) }
    }
    let tap = PlayTap()
    var first: PlayTap.Ring? = PlayTap.Ring(channels: 2, frames: 96_000)
    var second: PlayTap.Ring? = PlayTap.Ring(channels: 2, frames: 96_000)
    let (one, other) = (try #require(place(first)), try #require(place(second)))
    try #require(one != other)
    tap.look(at: .master, &first)
    #expect(first?.samples.isEmpty == true)
    tap.note(first: 0, count: 128, channels: 2) { _, _ in 1 }
    tap.look(at: .master, &second)
    #expect(place(second) == one && second?.samples.first == 1)
    #expect(tap.read(0..<128) == nil)
    tap.note(first: 0, count: 128, channels: 2) { _, _ in 2 }
    tap.look(at: .version(1), &first)
    #expect(place(first) == other && first?.samples.first == 2)
    // One that fits stays.
    var none: PlayTap.Ring?
    tap.look(at: .master, &none)
    #expect(none == nil && tap.place == .master)
  }

  /// Five seconds are read in parts that the lock is held for one after the other: 16 KiB in each, or one block of many channels.
  @Test(arguments: [1, 2, 6, 500]) func readingHoldsTheLockForAFewBlocks(channels: Int) {
    let frames = -300..<240_001
    let parts = PlayTap.parts(of: frames, channels: channels)
    #expect(parts.flatMap { Array($0) } == Array(-3...1_875))
    #expect(parts.allSatisfy { $0.count == 1 || $0.count * 128 * 4 * channels <= 16_384 })
  }

  @Test func whatDoesNotPlayIsNotSeen() throws {
    let bench = Bench()
    try bench.play([("a", bench.row("saw", .number(55)))], at: 0)
    let other = try bench.row("sine", .number(55))
    bench.report.tap.watch(.version(try bench.manager.version(of: other.id).id), channels: 1, frames: 48_000)
    _ = bench.render(0..<2_560)
    #expect(bench.report.tap.read(0..<2_560) == nil)
  }
}
