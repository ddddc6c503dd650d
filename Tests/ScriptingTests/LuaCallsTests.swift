import Scripting
import Testing

struct LuaCallsTests {
  @Test func valuesComeBackAsTheyWent() throws {
    let state = try LuaState()
    let table = try state.makeTable()
    let row = Row([1])
    let values: [LuaValue] = [
      nil, true, false, 42, -7.5, "äöü\0x", "", .table(table), .object(row),
      .function(try state.load("", name: "f")), nil,
    ]
    let echo = try state.load("return ...", name: "t")
    #expect(try state.call(echo, values) == values)
    #expect(
      try state.call(echo, [.integer(.max), .integer(.min), .number(.infinity)])
        == [.integer(.max), .integer(.min), .number(.infinity)])
    #expect(try state.call(echo, Array(repeating: 1, count: 10_000)).count == 10_000)
    #expect(state.stackHeight == 0)
  }

  @Test func tooManyValuesAreAnError() throws {
    let state = try LuaState()
    let echo = try state.load("return ...", name: "t")
    #expect(
      failure { try state.call(echo, Array(repeating: 1, count: 2_000_000)) }?.message.contains("too many")
        == true)
    #expect(state.stackHeight == 0)
  }

  @Test(arguments: [
    "for i = 1, 3 do", "x = {", "f(", "x = [[abc", "--[[ comment", "function f()", "if x then y = 1 else",
    "x = ",
    "return function() ", "x = 'a\\",
  ])
  func aChunkThatMayGoOnIsIncomplete(source: String) throws {
    let state = try LuaState()
    #expect(state.isIncomplete(source))
    #expect(failure { _ = try state.load(source, name: "t") }?.kind == .incomplete)
  }

  @Test(arguments: ["x = 1", "", "-- done", "x = = 1", "end", "x = 'abc", "x = '<eof>' y z", "f()) ("])
  func aChunkThatIsWholeOrWrongIsNotIncomplete(source: String) throws {
    let state = try LuaState()
    #expect(!state.isIncomplete(source))
  }

  @Test func binaryChunksAreRefused() throws {
    let state = try LuaState()
    #expect(failure { _ = try state.load("\u{1B}Lua", name: "t") }?.message.contains("binary") == true)
    #expect(try state.run("return load('\\27Lua')")[1].asString?.contains("binary") == true)
    #expect(try state.run("return load('\\27Lua', 'x', 'b')")[1].asString?.contains("binary") == true)
  }

  @Test func swiftFunctionsSeeTheirArguments() throws {
    let state = try LuaState()
    try state.define("count") { arguments in
      #expect(arguments.name == "count")
      return [.integer(arguments.count), arguments[5], arguments[0]]
    }
    #expect(try state.run("return count('a', nil, 3)") == [3, nil, "a"])
    #expect(try state.run("return select('#', count())") == [3])
  }

  @Test func everyCallLeavesTheStackAsItWas() throws {
    let state = try LuaState()
    try state.define("inside") { arguments in
      let state = arguments.state
      let height = state.stackHeight
      #expect(height == 3)
      try exercise(state)
      #expect(state.stackHeight == height)
      return []
    }
    try exercise(state)
    #expect(state.stackHeight == 0)
    try state.run("inside(1, 2, 3) coroutine.wrap(function() inside(1, 2, 3) end)()")
    #expect(state.stackHeight == 0)
  }

  /// Every entry of the API, the failing ones too.
  private func exercise(_ state: LuaState) throws {
    let height = state.stackHeight
    func level(_ line: Int = #line) { #expect(state.stackHeight == height, "before line \(line)") }
    let table = try state.makeTable()
    try table.set("a", 1)
    level()
    #expect(failure { try table.set(nil, 1) }?.message.contains("nil") == true)
    level()
    _ = (try table["a"], try table[1], table.count, try table.keys(), try table.pairs())
    level()
    try table.set("self", .table(table))
    _ = try table["self"]
    level()
    let function = try state.load("return ...", name: "t")
    _ = function.definition
    level()
    _ = failure { _ = try state.load("x = = 1", name: "t") }
    _ = state.isIncomplete("x = ")
    level()
    try state.call(function, [1, .table(table), .object(Row([1])), .function(function)])
    level()
    _ = failure { try state.run("error({})") }
    level()
    _ = try state.globals
    _ = try state.text(of: .object(Row([1])))
    _ = try state.function("f") { _ in [] }
    level()
    _ = state.currentLine()
    state.collect()
    try state.seed(3)
    level()
    let globals = try state.globals["pairs"]
    let environment = try state.makeEnvironment(
      index: { $0 == "pairs" ? globals : 1 }, newIndex: { _, _ in }, names: { ["a"] })
    try state.run("x = y for k in pairs(_ENV) do y = k end", environment: environment)
    level()
  }
}
