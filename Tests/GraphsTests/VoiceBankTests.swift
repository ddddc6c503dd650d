import Signals
import Testing

@testable import Graphs

/// Notes are held within a budget, those that come often longest.
struct VoiceBankTests {
  /// A note of so many frames.
  private func note(_ bench: Bench, _ number: Int, frames: Int) throws -> SignalVersion {
    let level = try bench.row("constant", .number(Double(number)))
    let cut = try bench.row("trim", .signal(level.id), .number(0), .number(Double(frames) / 48_000))
    return try bench.manager.version(of: cut.id)
  }

  @Test func whatIsHeldStaysWithinItsRoom() throws {
    let bench = Bench()
    let room = 1 << 20
    let bank = VoiceBank(room: room)
    let common = try note(bench, 0, frames: 4_800)
    for number in 1...2_000 {
      let version = try note(bench, number % 300 + 1, frames: 9_600)
      // It sounds for a while.
      for run in 0..<4 { _ = bank.voice(version, begins: run == 0) }
      if number % 4 == 0 { _ = bank.voice(common, begins: true) }
      // Those of the last five hundred uses may still sound.
      #expect(bank.byteCount <= room + 130 * 9_728 * 4)
    }
    // What sounds is not given up, what was over long ago is.
    for _ in 0..<600 { _ = bank.voice(common, begins: true) }
    _ = bank.voice(try note(bench, 1_000, frames: 9_600), begins: true)
    #expect(bank.byteCount <= room)
  }

  /// A quarter of what the cache may take, whatever that becomes.
  @Test func itsRoomFollowsTheCache() throws {
    let bench = Bench()
    let cache = bench.manager.cache
    let bank = VoiceBank(beside: cache)
    for budget in [4 << 20, 1 << 20, 8 << 20] {
      cache.budget = budget
      for number in 1...1_200 { _ = bank.voice(try note(bench, number, frames: 4_800), begins: true) }
      #expect(bank.byteCount <= budget / 4 + 513 * 4_864 * 4)
      #expect(bank.byteCount > budget / 8)
    }
  }

  @Test func whatComesOftenIsHeldLongest() throws {
    let bench = Bench()
    let bank = VoiceBank(room: 1 << 20)
    let common = try note(bench, 0, frames: 9_600)
    let first = try #require(bank.voice(common, begins: true))
    for _ in 0..<50 { _ = bank.voice(common, begins: true) }
    // Rare ones go round and do not fit.
    for number in 1...200 {
      let version = try note(bench, number, frames: 9_600)
      for run in 0..<40 { _ = bank.voice(version, begins: run == 0) }
    }
    let again = bank.voice(common, begins: true)
    #expect(again === first)
  }
}
