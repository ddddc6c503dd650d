import Signals
import Testing

@testable import Workspaces

struct JSONWriterTests {
  @Test func theTextIsAsItWasAlways() throws {
    let value = JSONValue.object([
      "é": .number(-0.0), "z": .number(1e16), "Z": .number(1e22),
      "a\u{7f}\u{1b}\n/\u{2028}": .number(.leastNonzeroMagnitude),
      "ab": .number(123_456_789_012_345_680), "a": .array([.number(0.1), .null, .bool(true), .bool(false)]),
      "s": .string("\"\\\u{8}\u{c}\r\t\u{0}𝄞"), "o": .object([:]), "l": .array([]),
    ])
    #expect(
      try value.line()
        == "{\"Z\":1e+22,\"a\":[0.1,null,true,false],\"ab\":1.2345678901234568e+17,\"a\u{7f}\\u001b\\n/\u{2028}\":5e-324,\"l\":[],\"o\":{},\"s\":\"\\\"\\\\\\b\\f\\r\\t\\u0000𝄞\",\"z\":1e+16,\"é\":-0}"
    )
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let value = JSONValue.array([
      .string(String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init)))), .number(.pi),
      .number(-1.5e-7), .object(["": .object(["x": .array([.array([])])])]),
    ])
    #expect(try JSONValue(parsing: Array(value.line().utf8)) == value)
  }

  @Test func whatJSONCannotHoldIsRefused() {
    for number in [Double.nan, .infinity, -.infinity] {
      #expect(throws: SignalError.self) { try JSONValue.array([.number(number)]).line() }
    }
  }
}
