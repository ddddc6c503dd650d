import Signals
import Testing

@testable import Kinds

@Suite struct BitcrushTests {
  /// A rate that divides that of the project takes every so many samples, the first at once, however the parts of a turn add up.
  @Test(arguments: [2, 3, 6, 7, 10, 48, 100]) func everySampleOfALowerRateIsTaken(_ ratio: Int) throws {
    let input = KernelBench.Given.wave { Float($0 % 8_192) / 8_192 }
    let bench = try KernelBench(.bitcrush, input, 24, .init(floatLiteral: 48_000 / Double(ratio)))
    let output = bench.mono(0..<200_000)
    #expect(output.indices.allSatisfy { output[$0] == Float($0 / ratio * ratio % 8_192) / 8_192 })
  }
}
