import Scripting
import Testing

struct LuaPositionTests {
  @Test(arguments: [
    ("fail()", 1), ("\n\nfail()", 3), ("local x = 1\nfail()\nlocal y = 2", 2), ("-- a\n-- b\nfail()", 3),
    ("--[[ a\nb\nc ]]\nfail()", 4), ("local s = [[\na\nb\n]]\nfail()", 5), ("local s = 'a\\\nb'\nfail()", 3),
    ("#!/usr/bin/neap\nfail()", 2), ("\r\nfail()", 2), ("local t = {\n1,\nfail(),\n}", 3),
    ("local a = 1 +\nfail()", 2),
    ("for i = 1, 3 do\n  if i == 2 then\n    fail()\n  end\nend", 3),
    ("local function f()\n  fail()\nend\nf()", 2), ("return\nfail()", 2), ("goto a\n::a::\nfail()", 3),
    ("pcall(print and type, 1)\nselect(2, 1, fail)()", 2), ("table.sort({1, 2}, function()\nfail() end)", 2),
    ("pcall(1)\nassert(pcall(fail) == false)\nfail()", 3),
  ])
  func aSwiftErrorNamesTheLine(source: String, line: Int) throws {
    let state = try LuaState()
    var seen: (source: String, line: Int)?
    try state.define("fail") { arguments in
      seen = arguments.state.currentLine()
      throw LuaError("no")
    }
    #expect(failure { try state.run(source) }?.message == "t:\(line): no")
    #expect(seen?.line == line)
    #expect(seen?.source == "t")
    #expect(state.currentLine() == nil)
  }

  @Test(arguments: [
    ("x = = 1", 1), ("\n\nx = = 1", 3), ("--[[\n\n]] x = = 1", 3), ("local s = [[\n\n]]\nx = = 1", 4),
    ("x = 1\nend", 2),
    ("x = 1\n\n\nif", 4), ("goto nowhere", 1), ("local x <const> = 1\nx = 2", 2), ("\nbreak", 2),
  ])
  func aSyntaxErrorNamesTheLine(source: String, line: Int) throws {
    let state = try LuaState()
    #expect(failure { _ = try state.load(source, name: "t") }?.message.hasPrefix("t:\(line): ") == true)
  }

  @Test func anOperatorErrorNamesTheLine() throws {
    let state = try LuaState()
    try state.globals.set("row", .object(Row([1])))
    #expect(failure { try state.run("local x =\n  row\n  + {}\n") }?.message == "t:3: a row and a table")
    #expect(failure { try state.run("local x = 1\nlocal y = x.z.w") }?.message.hasPrefix("t:2: ") == true)
    #expect(failure { try state.run("\nlocal x = row.a") }?.message.hasPrefix("t:2: ") == true)
  }

  @Test func aFunctionAloneInACoroutineNamesTheLineThatResumedIt() throws {
    let state = try LuaState()
    try state.define("fail") { _ in throw LuaError("no") }
    #expect(failure { try state.run("\n\ncoroutine.wrap(fail)()") }?.message == "t:3: no")
  }

  @Test func withoutLuaThereIsNoPosition() throws {
    let state = try LuaState()
    let function = try state.function("fail") { _ in throw LuaError("no") }
    #expect(failure { try state.call(function) }?.message == "no")
  }

  @Test func aLongNameKeepsItsEnd() throws {
    let state = try LuaState()
    let name = String(repeating: "folder/", count: 20) + "patch.lua"
    let message = failure { try state.run("error('x')", name: name) }?.message
    #expect(message?.hasSuffix("folder/patch.lua:1: x") == true)
  }

  @Test func aFunctionKnowsWhereItWasWritten() throws {
    let state = try LuaState()
    let function = try #require(try state.run("\nreturn function()\n\nend")[0].asFunction)
    #expect(function.definition?.source == "t")
    #expect(function.definition?.lines == 2...4)
    #expect(try state.globals["print"].asFunction?.definition == nil)
    #expect(try state.load("", name: "t").definition?.lines == 0...0)
  }
}
