import Signals
import Testing

@testable import Workspaces

struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

  @Test func everyFormIsRead() throws {
    #expect(
      try read(" {\"a\": [1, -2.5e1, true, false, null, \"x\"], \"b\": {}, \"c\":[]}\r\n\t")
        == .object([
          "a": .array([.number(1), .number(-25), .bool(true), .bool(false), .null, .string("x")]),
          "b": .object([:]), "c": .array([]),
        ]))
    #expect(
      try read("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud834\\udd1eé\"") == .string("\"\\/\u{8}\u{c}\n\r\té𝄞é"))
    // Of fields that bear one name the first counts.
    #expect(try read("{\"a\":1,\"a\":2}") == .object(["a": .number(1)]))
  }

  @Test(arguments: [
    "", " ", "{", "[", "[1", "[1,", "[1,]", "[,1]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{a:1}",
    "{1:1}",
    "[1]]", "1 1", "01", "-", "-01", "1.", ".5", "1e", "1e+", "+1", "1e400", "-1e400", "0x10", "NaN",
    "Infinity", "tru",
    "nulls", "\"a", "\"\n\"", "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud834\"",
    "\"\\ud834\\n\"",
    "\"\\ud834\\u0041\"", "\"\\udd1e\"", "\"\\", "\u{feff}1", "//\n1",
  ])
  func whatIsNoJSONIsTold(_ text: String) {
    #expect(throws: SignalError.self) { try read(text) }
  }

  @Test func whatIsNoUTF8IsTold() {
    for bytes: [UInt8] in [
      [0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0x5c, 0x6e, 0xed, 0xa0, 0x80, 0x22],
    ] {
      #expect(throws: SignalError.self) { try JSONReader.read(bytes) }
    }
  }

  @Test func theFaultIsAtItsByte() {
    #expect(throws: SignalError("this is not JSON: at byte 5 a value is expected")) { try read("[1, }") }
    #expect(throws: SignalError("this is not JSON: at byte 7 a colon is expected")) { try read("{\"a\"  1}") }
  }

  @Test func depthIsBounded() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try read(nested(JSONReader.deepest))
    #expect(throws: SignalError.self) { try read(nested(JSONReader.deepest + 1)) }
    #expect(throws: SignalError.self) { try read(String(repeating: "{\"a\":", count: 1 << 20)) }
  }

  /// The standard library's reading of the same digits is what each number is to be.
  @Test func numbersAreTheNearest() throws {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let bits = Double(bitPattern: .random(in: 0...(.max), using: &random))
      let near = Double.random(in: -1e6...1e6, using: &random)
      let short = (Double.random(in: -1...1, using: &random) * 1e4).rounded() / 1e4
      for number in [bits, near, short, Double(Float(near))] where number.isFinite {
        #expect(try read(number.description).double?.bitPattern == number.bitPattern)
      }
      let digits = String(UInt64.random(in: 0...(.max), using: &random))
      let point = "0." + digits
      let power = "\(digits.prefix(15))e\(Int.random(in: -40...40, using: &random))"
      for text in [digits, point, power] { #expect(try read(text).double == Double(text), "\(text)") }
    }
    #expect(try read("-0").double?.sign == .minus)
  }
}
