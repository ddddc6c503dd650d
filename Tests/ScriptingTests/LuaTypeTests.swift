import Scripting
import Testing

struct LuaTypeTests {
  private func make() throws -> (LuaState, Row) {
    let state = try LuaState()
    let row = Row([3, 4, 5])
    try state.globals.set("row", .object(row))
    return (state, row)
  }

  @Test func anObjectPushedTwiceIsTheSame() throws {
    let (state, row) = try make()
    try state.define("again") { _ in [.object(row)] }
    #expect(
      try state.run("local t = {[row] = 'x'} return rawequal(again(), row), t[again()]") == [true, "x"])
    #expect(try state.run("return row")[0].asObject(Row.self) === row)
  }

  @Test func arithmeticReachesSwiftFromEitherSide() throws {
    let (state, _) = try make()
    func first(_ source: String) throws -> LuaValue {
      let value = try state.run("return \(source)")[0]
      return value.asObject(Row.self).map { .number($0.numbers[0]) } ?? value
    }
    #expect(try first("row + 1") == 4)
    #expect(try first("1 - row") == -2)
    #expect(try first("row * row") == 9)
    #expect(try first("-row") == -3)
    #expect(try first("row / 2") == "div 3.0 2.0")
    #expect(try first("row % 2") == "mod 3.0 2.0")
    #expect(try first("row ^ 2") == "pow 3.0 2.0")
    #expect(try first("2 // row") == "idiv 2.0 3.0")
    #expect(try first("row .. 'x'") == "row..string")
    #expect(failure { try state.run("\nreturn row + {}") }?.message == "t:2: a row and a table")
  }

  @Test func anObjectIsIndexedCountedCalledAndPrinted() throws {
    let (state, row) = try make()
    #expect(try state.run("return row[2], row.count, #row, row[9]") == [4, 3, 3, nil])
    try state.run("row[1] = 30")
    #expect(row.numbers == [30, 4, 5])
    #expect(try state.run("return select(2, row('x', 2))") == [2, "x"])
    #expect(try state.run("return tostring(row)") == ["row of 3"])
    #expect(try state.text(of: .object(row)) == "row of 3")
    #expect(failure { try state.run("row.colour = 1") }?.message == "t:1: a row holds numbers")
    #expect(failure { try state.run("return row.colour") }?.message == "t:1: a row has no colour")
    #expect(failure { try state.run("return row < 1") }?.message == "t:1: attempt to compare row with number")
  }

  @Test func anObjectIsWalkedAsAList() throws {
    let (state, _) = try make()
    let walk = "local s = '' for i, x in %(row) do s = s .. i .. '=' .. x .. ' ' end return s"
    for name in ["pairs", "ipairs"] {
      #expect(try state.run(walk.replacing("%", with: name)) == ["1=3.0 2=4.0 3=5.0 "])
    }
  }

  @Test func equalityAsksSwift() throws {
    let (state, _) = try make()
    try state.globals.set("twin", .object(Row([3, 4, 5])))
    try state.globals.set("other", .object(Row([1])))
    #expect(
      try state.run("return row == twin, row == other, row == 1, row ~= twin") == [true, false, false, false])
  }

  @Test func theMetatableIsOutOfReach() throws {
    let (state, _) = try make()
    #expect(try state.run("return getmetatable(row)") == [false])
    #expect(failure { try state.run("setmetatable(row, {})") } != nil)
    #expect(try state.run("return type(row)") == ["userdata"])
  }

  @Test func aDeadObjectInAWeakTableIsRefused() throws {
    let census = Census()
    let state = try LuaState()
    try state.define("make") { _ in [.object(Row([1], census: census))] }
    try state.run("weak = setmetatable({}, {__mode = 'k'}) weak[make()] = 1")
    state.collect()
    #expect(census.live == 0)
    try state.run("for k in pairs(weak) do pcall(function() return #k + k[1] end) end")
  }
}
