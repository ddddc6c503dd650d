import Scripting
import Testing

struct LuaErrorTests {
  struct Refusal: Error, CustomStringConvertible { let description: String }

  @Test func anErrorThroughFourLevelsKeepsItsInnermostLineOnce() throws {
    let state = try LuaState()
    let inner = try state.load("\n\nfail()", name: "inner")
    try state.define("fail") { _ in throw Refusal(description: "Swift says no") }
    try state.define("middle") { try $0.state.call(inner, []) }
    let outer = try state.load("\nmiddle()", name: "outer")
    try state.define("again") { try $0.state.call(outer, []) }
    for _ in 0..<3 {
      let error = failure { try state.run("local x = 1\nagain()") }
      #expect(error?.message == "inner:3: Swift says no")
      #expect(error?.kind == .runtime)
      let traceback = error?.traceback ?? ""
      for place in ["inner:3:", "outer:2:", "t:2:"] { #expect(traceback.contains(place), "\(traceback)") }
      #expect(traceback.components(of: "stack traceback") == 1)
      #expect(state.stackHeight == 0)
    }
  }

  @Test func anErrorOfLuaPassesSwiftUnchanged() throws {
    let state = try LuaState()
    let inner = try state.load("local x\nx.y = 1", name: "inner")
    try state.define("middle") { try $0.state.call(inner, []) }
    let error = failure { try state.run("middle()") }
    #expect(error?.message == "inner:2: attempt to index a nil value (local 'x')")
    #expect(try state.run("local ok, m = pcall(middle) return m") == [.string(error?.message ?? "")])
  }

  @Test func aMessageOfAnotherLevelGetsItsOwnPosition() throws {
    let state = try LuaState()
    let inner = try state.load("error('boom')", name: "inner")
    try state.define("middle") { arguments in
      do throws(LuaError) { return try arguments.state.call(inner, []) } catch {
        throw Refusal(description: "the instrument failed: \(error.message)")
      }
    }
    #expect(failure { try state.run("\nmiddle()") }?.message == "t:2: the instrument failed: inner:1: boom")
  }

  @Test func aValueThatIsNoStringComesOut() throws {
    let state = try LuaState()
    let inner = try state.load("error({code = 7})", name: "inner")
    try state.define("middle") { try $0.state.call(inner, []) }
    let error = failure { try state.run("middle()") }
    #expect(error?.message.hasSuffix("the error is a table") == true)
    #expect(try error?.value(in: state)?.asTable?["code"] == 7)
    #expect(try state.run("local _, e = pcall(middle) return e.code") == [7])
    let spoken = failure {
      try state.run("error(setmetatable({}, {__tostring = function() return 'spoken' end}))")
    }
    #expect(spoken?.message == "spoken")
    #expect(failure { try state.run("error()") }?.message.hasSuffix("the error is a nil") == true)
    #expect(failure { try state.run("error(42)") }?.message == "42")
  }

  @Test func anErrorThatWasCaughtLeavesNothingBehind() throws {
    let state = try LuaState()
    let inner = try state.load("error('first')", name: "inner")
    try state.define("middle") { try $0.state.call(inner, []) }
    let error = failure { try state.run("pcall(middle)\nerror('second')") }
    #expect(error?.message == "t:2: second")
    #expect(error?.traceback?.contains("inner:1") == false)
  }

  @Test func kindsSurviveTheWayThroughLua() throws {
    let state = try LuaState()
    try state.define("import") { try $0.state.call(try $0.state.load("x = = 1", name: "lib"), []) }
    let error = failure { try state.run("import()") }
    #expect(error?.kind == .syntax)
    #expect(error?.message == "lib:1: unexpected symbol near '='")
  }

  @Test func stackOverflowIsAnOrdinaryError() throws {
    let state = try LuaState()
    let error = failure { try state.run("local function f() return 1 + f() end f()") }
    #expect(error?.message.contains("stack overflow") == true)
    try state.define("down") { arguments in try arguments.state.call(arguments[0].asFunction!, []) }
    let nested = failure { try state.run("local function f() down(f) end f()") }
    #expect(nested?.message.contains("C stack overflow") == true)
    #expect(try state.run("return 1 + 1") == [2])
    #expect(state.stackHeight == 0)
  }
}

extension String {
  /// How often another string occurs.
  func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let found = rest.firstRange(of: part) {
      count += 1
      rest = rest[found.upperBound...]
    }
    return count
  }
}
