import Testing

@testable import Workspaces

/// What holds of fields is what holds of a dictionary, and that they are sorted.
struct JSONFieldsTests {
  /// Names of which few and many are there, so that both ways of looking are taken.
  @Test(arguments: [3, 40]) func fieldsAreADictionaryThatIsSorted(_ names: Int) {
    var fields = JSONFields()
    var expected: [String: JSONValue] = [:]
    var state = 1
    for turn in 0..<1_000 {
      state = (state &* 1_103_515_245 &+ 12_345) & 0x7fff_ffff
      let name = "n\((state >> 8) % names)"
      switch state >> 4 & 3 {
      case 0:
        #expect(fields.removeValue(forKey: name) == expected.removeValue(forKey: name))
      case 1:
        fields[name] = nil
        expected[name] = nil
      default:
        #expect(
          fields.updateValue(.number(Double(turn)), forKey: name)
            == expected.updateValue(.number(Double(turn)), forKey: name))
      }
      #expect(fields.count == expected.count && fields[name] == expected[name])
      guard turn % 50 == 0 else { continue }
      #expect(fields.keys == expected.keys.sorted())
      #expect(fields == JSONFields(expected))
      #expect(fields.map(\.value) == expected.sorted { $0.key < $1.key }.map(\.value))
      #expect(fields.filter { $0.key < "n2" }.keys == expected.keys.filter { $0 < "n2" }.sorted())
      #expect(fields.compactMapValues(\.double) == expected.compactMapValues(\.double))
    }
  }

  @Test func ofFieldsThatBearOneNameTheFirstCounts() throws {
    let value = try JSONValue(parsing: Array(#"{"b": 1, "a": 2, "b": 3, "a": 4, "c": 5}"#.utf8))
    #expect(try value.line() == #"{"a":2,"b":1,"c":5}"#)
  }
}
