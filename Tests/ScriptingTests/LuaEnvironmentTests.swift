import Scripting
import Testing

struct LuaEnvironmentTests {
  private final class Names {
    var values: [String: LuaValue] = [:]
    var lines: [Int?] = []
  }

  private func make(_ state: LuaState, _ names: Names) throws -> LuaTable {
    let globals = try state.globals
    return try state.makeEnvironment(
      index: { [unowned state] key in
        names.lines.append(state.currentLine()?.line)
        guard let name = key.asString else { return nil }
        return try names.values[name] ?? globals[name]
      },
      newIndex: { key, value in
        guard let name = key.asString else { throw LuaError("a name is expected") }
        if name == "saw" { throw LuaError("saw is a word of Neap's") }
        names.values[name] = value.isNil ? nil : value
      },
      names: { names.values.keys.sorted().map { .string($0) } })
  }

  @Test func everyReadAndWriteGoesToSwift() throws {
    let state = try LuaState()
    let names = Names()
    let environment = try make(state, names)
    try state.run("x = 1\nfunction f() y = x + 1 end\nf()\nx = nil\nx = 3", environment: environment)
    #expect(names.values["x"] == 3)
    #expect(names.values["y"] == 2)
    #expect(names.values["f"]?.asFunction != nil)
    #expect(names.lines == [3, 2])
    #expect(try state.globals["x"] == nil)
    #expect(try environment.keys() == [])
  }

  @Test func errorsHaveTheirLineAndLuaNamesTheGlobal() throws {
    let state = try LuaState()
    let environment = try make(state, Names())
    func message(_ source: String) -> String? {
      failure { try state.run(source, environment: environment) }?.message
    }
    #expect(message("\nsaw = 1") == "t:2: saw is a word of Neap's")
    #expect(message("\nreturn bass.cutoff") == "t:2: attempt to index a nil value (global 'bass')")
    #expect(message("bass()") == "t:1: attempt to call a nil value (global 'bass')")
    #expect(message("return bass + 1") == "t:1: attempt to perform arithmetic on a nil value (global 'bass')")
  }

  @Test func nothingGetsPastIt() throws {
    let state = try LuaState()
    let names = Names()
    let environment = try make(state, names)
    #expect(failure { try state.run("rawset(_ENV, 'x', 1)", environment: environment) } != nil)
    names.values["env"] = .table(environment)
    #expect(
      failure { try state.run("rawset(env, 'x', 1)", environment: environment) }?.message
        == "t:1: rawset on a protected table")
    #expect(failure { try state.run("setmetatable(env, {})", environment: environment) } != nil)
    #expect(try state.run("return getmetatable(env)", environment: environment) == [false])
  }

  @Test func pairsWalksTheNames() throws {
    let state = try LuaState()
    let names = Names()
    let environment = try make(state, names)
    let walk = "b = 2 a = 1 c = 3 local s = '' for k, v in pairs(_ENV) do s = s .. k .. v end return s"
    #expect(try state.run(walk, environment: environment) == ["a1b2c3"])
  }
}
