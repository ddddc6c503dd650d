import Scripting
import Testing

/// Ways out of the sandbox that have worked elsewhere. Each answers whether it got anywhere.
struct SandboxAttackTests {
  static let attacks = [
    // Metatables of strings and of Neap's types.
    "return (pcall(setmetatable, '', {}))", "return (pcall(function() getmetatable('').__index = {} end))",
    "return getmetatable('') ~= false", "return (pcall(rawset, getmetatable(''), '__index', {}))",
    "return getmetatable(row) ~= false", "return (pcall(setmetatable, row, {}))",
    "return (pcall(rawset, row, 'x', 1))",
    "return (pcall(rawget, row, 'x'))", "return (pcall(next, row))",
    "return (pcall(function() row.__index = 1 end))",
    "return (pcall(rawlen, row))",
    "local t = setmetatable({}, {__index = row}) return (pcall(function() return t.__gc or t.__metatable end))",
    // Metatables of the host's own tables.
    "return (pcall(setmetatable, environment, {}))", "return (pcall(rawset, environment, 'x', 1))",
    "return getmetatable(environment) ~= false", "return next(environment) ~= nil",
    // Finalisers.
    "return (pcall(setmetatable, {}, {__gc = print}))", "return (pcall(setmetatable, {}, {__gc = true}))",
    "local m = setmetatable({}, {__index = {__gc = print}}) return (pcall(setmetatable, {}, m)) and rawget(m, '__gc') ~= nil",
    // Code that is no text.
    "return load('\\27Lua') ~= nil", "return load('\\27LuaT\\0\\25\\147\\r\\n\\26\\n', 'x', 'b') ~= nil",
    "local n = 0 return load(function() n = n + 1 return n == 1 and '\\27' or n == 2 and 'Lua' or nil end, 'x', 'bt') ~= nil",
    "return string.dump ~= nil or ('').dump ~= nil", "return load('return 1', 'x', 'b') == nil and false",
    // What is left away, by any way.
    "return rawget(_G, 'io') ~= nil or rawget(_G, 'package') ~= nil or rawget(_G, 'require') ~= nil",
    "return load('return io')() ~= nil", "return os.execute ~= nil or os.getenv ~= nil or os.exit ~= nil",
    "for k in pairs(debug) do if k ~= 'traceback' then return true end end return false",
    "return (pcall(collectgarbage, 'stop'))", "return (pcall(collectgarbage, 'setpause', 0))",
    "for _, f in ipairs{'warn', 'dofile', 'loadfile'} do if _G[f] then return true end end return false",
    // Values that pass for the host's.
    "local fake = setmetatable({}, {__name = 'row'}) return (pcall(function() return fake + row end)) and false",
    "return (pcall(coroutine.close, coroutine.running()))", "return (pcall(coroutine.resume, 5))",
    "local co co = coroutine.wrap(function() co() end) return (pcall(co))",
    "return (pcall(function() local x <close> = row end))",
    // Numbers that overrun what counts them.
    "return (pcall(string.rep, 'x', math.maxinteger, 'y'))", "return (pcall(string.rep, 'x', 1 << 40))",
    "return (pcall(table.concat, {}, 'x', math.mininteger, math.maxinteger))",
    "return (pcall(table.unpack, {}, 1, 1 << 31))",
    "return (pcall(table.unpack, {}, math.mininteger, math.maxinteger))",
    "return (pcall(select, math.mininteger))",
    "return (pcall(string.format, ('%d'):rep(100)))", "return (pcall(string.format, '%99999d', 1))",
    "return (pcall(string.pack, 's17', 'x'))", "return (pcall(string.unpack, 'i4', '', math.maxinteger))",
    "return (pcall(string.unpack, 's8', ('\\255'):rep(8)))", "return (pcall(utf8.char, -1))",
    "return (pcall(utf8.codepoint, 'x', 1, 1 << 40))",
    "return (pcall(table.move, {}, math.mininteger, math.maxinteger, 1))",
    "return (pcall(function() return utf8.char(table.unpack({}, 1, 1000000)) end))",
  ]

  @Test(arguments: attacks) func nothingGivesWay(attack: String) throws {
    let state = try LuaState(memoryLimit: 64 << 20)
    state.timeLimit = 60
    try state.globals.set("row", .object(Row([1, 2])))
    try state.globals.set(
      "environment", .table(try state.makeEnvironment(index: { _ in nil }, newIndex: { _, _ in })))
    #expect(try state.run(attack) == [false])
    #expect(try state.run("return ('x'):rep(3)") == ["xxx"])
    #expect(state.stackHeight == 0)
  }

  /// What an ended chunk leaves behind is ended too.
  @Test(arguments: [
    "co = coroutine.wrap(function() while true do pcall(function() while true do end end) end end) co()",
    "t = setmetatable({}, {__close = function() while true do end end, __index = function() while true do end end}) while true do end",
    "f = function() while true do end end xpcall(f, f)",
    "co = coroutine.create(function() local x <close> = setmetatable({}, {__close = function() while true do end end}) while true do end end) coroutine.resume(co)",
  ])
  func nothingOutlivesItsChunk(code: String) throws {
    let state = try LuaState()
    state.timeLimit = 0.1
    #expect(failure { try state.run(code) }?.message.contains("stopped here after 0.1 s") == true)
    state.clearInterrupt()
    let start = ContinuousClock.now
    for _ in 0..<20 {
      #expect(try state.run("local s = 0 for i = 1, 100 do s = s + i end return s") == [5050])
    }
    state.collect()
    state.close()
    #expect(ContinuousClock.now - start < .seconds(2))
  }
}
