import Scripting
import Testing

struct LuaValueTests {
  @Test func valuesDescribeThemselvesForSentences() throws {
    let state = try LuaState()
    let cases: [(LuaValue, String)] = [
      (nil, "nil"), (true, "the boolean true"), (3, "the number 3"), (3.0, "the number 3"),
      (0.25, "the number 0.25"),
      ("abc", "the string \"abc\""), ("a\n\"", "the string \"a\\n\\\"\""),
      (.table(try state.makeTable()), "a table"),
      (.function(try state.load("", name: "t")), "a function"), (.object(Row([])), "a row"),
      (.other(typeName: "thread"), "a thread"), (.other(typeName: "event"), "an event"),
    ]
    for (value, text) in cases { #expect(value.described == text) }
    #expect(LuaValue.string(String(repeating: "x", count: 99)).described.count < 60)
    #expect(LuaValue.number(.infinity).described == "the number inf")
  }

  @Test func accessorsTakeWhatFits() {
    #expect(LuaValue.integer(3).asDouble == 3)
    #expect(LuaValue.number(3).asInteger == 3)
    #expect(LuaValue.number(3.5).asInteger == nil)
    #expect(LuaValue.string("3").asDouble == nil)
    #expect(
      LuaValue.nil.isNil && !LuaValue.nil.isTrue && !LuaValue.boolean(false).isTrue
        && LuaValue.integer(0).isTrue)
    #expect(LuaValue.integer(1) == 1.0)
    #expect(LuaValue.integer(.max) != .number(9.3e18))
  }

  @Test func bytesThatAreNoTextDoNoHarm() throws {
    let state = try LuaState()
    #expect(try state.run("return '\\255a'") == ["\u{FFFD}a"])
    #expect(try state.run("return coroutine.create(print)")[0].typeName == "thread")
  }
}
