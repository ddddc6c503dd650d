import Testing

@testable import Numerics

struct SequenceTests {
  /// Up to 12 bits the whole period is looked at: its autocorrelation is 2^n - 1 at lag 0, else -1.
  @Test(arguments: 2...12)
  func everySequenceIsAsLongAsCanBe(bits: Int) throws {
    let (sequence, state) = try Sequences.maxLenSeq(bits)
    #expect(sequence.count == 1 << bits - 1)
    #expect(state.real == [Double](repeating: 1, count: bits))
    let signs = sequence.real.map { 2 * $0 - 1 }
    for lag in [1, 2, sequence.count / 2] where lag % sequence.count != 0 {
      let sum = signs.indices.reduce(0) { $0 + signs[$1] * signs[($1 + lag) % signs.count] }
      #expect(sum == -1)
    }
  }

  @Test func aRegisterOfZerosIsRefused() {
    #expect(throws: NumberError.self) { try Sequences.maxLenSeq(3, state: [0, 0, 0]) }
    #expect(throws: NumberError.self) { try Sequences.maxLenSeq(33) }
    #expect(throws: NumberError.self) { try Sequences.unitImpulse(4, 4) }
  }
}
