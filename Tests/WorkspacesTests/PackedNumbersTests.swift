import Testing
import Workspaces

struct PackedNumbersTests {
  @Test func theyReadBackBitForBit() throws {
    let floats: [Float] = [
      0, -0.0, 1, -1.5, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity, 0.1,
    ]
    let text = try #require(PackedNumbers.json(floats).text)
    #expect(PackedNumbers.floats(text)?.map(\.bitPattern) == floats.map(\.bitPattern))
    let doubles: [Double] = [0, -0.0, 0.1, Double.leastNonzeroMagnitude, -1e308, .nan, .infinity]
    let long = try #require(PackedNumbers.json(doubles).text)
    #expect(PackedNumbers.doubles(long)?.map(\.bitPattern) == doubles.map(\.bitPattern))
    #expect(PackedNumbers.floats("") == [])
  }

  /// 1 and -2, by `python3 -c "import base64,struct; print(base64.b64encode(struct.pack('<ff', 1, -2)))"`.
  @Test func theBytesAreThoseOfOtherPrograms() {
    #expect(PackedNumbers.json([Float(1), -2]).text == "AACAPwAAAMA=")
    #expect(PackedNumbers.floats("AACAPwAAAMA=") == [1, -2])
  }

  @Test(arguments: ["-", "AAA", "AAAA", "AACAPw", "ä"])
  func whatIsNoneIsNil(text: String) {
    #expect(PackedNumbers.floats(text) == nil && PackedNumbers.doubles(text) == nil)
  }
}
