import Scripting
import Testing

struct LuaSandboxTests {
  @Test(arguments: [
    "io", "require", "package", "dofile", "loadfile", "warn", "loadstring", "module", "string.dump",
    "os.execute", "os.exit", "os.remove", "os.rename", "os.tmpname", "os.getenv", "os.setlocale",
    "debug.sethook", "debug.gethook", "debug.getinfo", "debug.getregistry", "debug.setmetatable",
    "debug.getmetatable",
    "debug.getupvalue", "debug.setupvalue", "debug.upvaluejoin", "debug.setuservalue", "debug.getuservalue",
    "debug.getlocal", "debug.setlocal", "debug.debug", "debug.setcstacklimit",
  ])
  func whatIsDangerousIsAbsent(name: String) throws {
    let state = try LuaState()
    #expect(try state.run("return \(name)") == [nil])
  }

  @Test func theListOfGlobalsIsComplete() throws {
    let state = try LuaState()
    let names = try state.globals.keys().compactMap(\.asString)
    #expect(
      names == [
        "_G", "_VERSION", "assert", "collectgarbage", "coroutine", "debug", "error", "getmetatable", "ipairs",
        "load",
        "math", "next", "os", "pairs", "pcall", "print", "rawequal", "rawget", "rawlen", "rawset", "select",
        "setmetatable", "string", "table", "tonumber", "tostring", "type", "utf8", "xpcall",
      ])
    #expect(try state.globals["os"].asTable?.keys() == ["clock", "date", "difftime", "time"])
    #expect(try state.globals["debug"].asTable?.keys() == ["traceback"])
  }

  @Test func finalisersAreRefused() throws {
    let state = try LuaState()
    let error = failure { try state.run("setmetatable({}, {__gc = function() end})") }
    #expect(error?.message == "t:1: a metatable with __gc is not allowed")
    try state.run("ran = false do local m = {} setmetatable({}, m) m.__gc = function() ran = true end end")
    state.collect()
    #expect(try state.run("return ran") == [false])
    #expect(try state.run("return getmetatable(setmetatable({}, {__index = {x = 1}})).__index.x") == [1])
    #expect(failure { try state.run("setmetatable(setmetatable({}, {__metatable = 1}), {})") } != nil)
  }

  @Test func theStringMetatableStays() throws {
    let state = try LuaState()
    #expect(try state.run("return getmetatable('')") == [false])
    #expect(failure { try state.run("setmetatable('', {})") } != nil)
    #expect(failure { try state.run("getmetatable('').__index = {}") } != nil)
    #expect(try state.run("return ('x'):rep(3)") == ["xxx"])
  }

  @Test func theCollectorCannotBeStopped() throws {
    let state = try LuaState()
    for option in ["stop", "generational", "incremental", "step", "setpause"] {
      #expect(failure { try state.run("collectgarbage('\(option)')") } != nil)
    }
    #expect(try state.run("collectgarbage() return collectgarbage('count') > 1") == [true])
  }

  @Test func loadKeepsToTheGlobalsOfItsCaller() throws {
    let state = try LuaState()
    let environment = try state.makeTable()
    try environment.set("load", try state.globals["load"])
    try state.run("load('x = 5')() return function() end", environment: environment)
    #expect(try environment["x"] == 5)
    #expect(try state.globals["x"] == nil)
    #expect(try state.run("local e = {} load('y = 6', 'n', 't', e)() return e.y") == [6])
    let pieces = "local n = 0 return load(function() n = n + 1 return ({'return ', '7'})[n] end)()"
    #expect(try state.run(pieces) == [7])
    #expect(try state.run("return load('x = = 1', '=n')") == [nil, "n:1: unexpected symbol near '='"])
    #expect(try state.run("return load('error(1, 1)')").count == 1)
    #expect(failure { try state.run("load('error(\\'x\\')')()") }?.message == "(load):1: x")
  }

  @Test func chanceIsSeeded() throws {
    let draw = "local s = '' for i = 1, 5 do s = s .. math.random(1000) .. ' ' end return s"
    let (a, b) = (try LuaState(), try LuaState())
    #expect(try a.run(draw) == b.run(draw))
    let zeroth = try a.run(draw)
    try a.seed(7)
    let first = try a.run(draw)
    #expect(first != zeroth)
    try b.seed(7)
    #expect(try b.run(draw) == first)
    #expect(try b.run("math.randomseed() " + draw) == first)
    #expect(try b.run("math.randomseed(7) " + draw) == first)
    #expect(try b.run("math.randomseed(8) " + draw) != first)
  }

  @Test func coroutinesBehaveAsInLua() throws {
    let state = try LuaState()
    #expect(
      try state.run(
        """
        local co = coroutine.create(function(a, b)
          local c = coroutine.yield(a + b)
          local d, e = coroutine.yield(c * 2)
          return d + e
        end)
        local _, x = coroutine.resume(co, 1, 2)
        local _, y = coroutine.resume(co, 10)
        local ok, z = coroutine.resume(co, 3, 4)
        local dead, why = coroutine.resume(co)
        return x, y, ok, z, dead, why, coroutine.status(co), coroutine.close(co)
        """) == [3, 20, true, 7, false, "cannot resume dead coroutine", "dead", true])
    #expect(
      try state.run(
        "local s = 0 for x in coroutine.wrap(function() for i = 1, 4 do coroutine.yield(i) end end) do s = s + x end return s"
      ) == [10])
    #expect(
      failure { try state.run("\ncoroutine.wrap(function()\nerror('boom') end)()") }?.message == "t:3: boom")
    #expect(
      failure { try state.run("local f = coroutine.wrap(function() end)\nf()\nf()") }?.message
        == "t:3: cannot resume dead coroutine")
    #expect(
      try state.run("local f f = coroutine.wrap(function() return pcall(f) end) return select(2, f())") == [
        "t:1: cannot resume non-suspended coroutine"
      ])
    #expect(
      try state.run("return coroutine.resume(coroutine.running())") == [
        false, "cannot resume non-suspended coroutine",
      ])
    #expect(
      try state.run(
        """
        local closed = 0
        local co = coroutine.create(function()
          local x <close> = setmetatable({}, {__close = function() closed = closed + 1 end})
          coroutine.yield()
        end)
        coroutine.resume(co)
        return coroutine.close(co), closed, coroutine.close(co), pcall(coroutine.close, coroutine.running())
        """
      ).prefix(4) == [true, 1, true, false])
  }

  @Test func xpcallBehavesAsInLua() throws {
    let state = try LuaState()
    #expect(
      try state.run("return xpcall(function(...) return ... end, print, 1, nil, 3)") == [true, 1, nil, 3])
    #expect(
      try state.run("return xpcall(error, function(m) return 'seen ' .. m end, 'x')") == [false, "seen x"])
    #expect(
      try state.run(
        "return coroutine.wrap(function() return xpcall(function() return coroutine.yield(1) end, print) end)()"
      ) == [1])
    #expect(
      try state.run(
        """
        local f = coroutine.wrap(function()
          return xpcall(function(a) local b = coroutine.yield(a) error(b, 0) end, function(m) return m .. '!' end, 'a')
        end)
        return f(), f('b')
        """) == ["a", false, "b!"])
  }
}
