import Testing

@testable import Graphs

/// What is known of costs, and who is left out.
struct PlayedCostsTests {
  private func key(_ number: UInt64) -> EndedSound.Key { EndedSound.Key(version: number, start: 0) }

  @Test func theFirstStretchDoesNotCount() {
    let costs = PlayedCosts()
    // Tables are made.
    costs.note(key(1), work: 0.4, seconds: 0.04)
    costs.note(key(1), work: 0.004, seconds: 0.04)
    #expect(abs(costs.share(key(1)) - 0.1) < 1e-9)
    for _ in 0..<100 { costs.note(key(1), work: 0.02, seconds: 0.04) }
    #expect(abs(costs.share(key(1)) - 0.5) < 0.001)
    #expect(costs.share(key(2)) == 0)
  }

  @Test func onlyWhatFitsComesBack() {
    let costs = PlayedCosts()
    for (number, share) in [(UInt64(1), 0.3), (2, 0.9), (3, 0.2), (4, 0.35)] {
      for _ in 0..<2 { costs.note(key(number), work: share, seconds: 1) }
    }
    for number in [UInt64(2), 3, 4] { costs.leave(key(number)) }
    let all = Set((1...4).map { key($0) })
    costs.reconsider(all)
    #expect(costs.isLeft(key(2)) && !costs.isLeft(key(3)) && costs.isLeft(key(4)))
    // What plays no more is forgotten, and has another chance.
    costs.reconsider([key(1), key(3)])
    #expect(!costs.isLeft(key(2)) && !costs.isLeft(key(4)))
    #expect(costs.share(key(4)) == 0)
  }
}
