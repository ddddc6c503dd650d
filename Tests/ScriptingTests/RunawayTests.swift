import Glibc
import Scripting
import Testing

/// What would run for ever, or for hours, in one call of a library function, where no hook of Lua's reaches it.
enum Runaway {
  static let loopsInC: [String] = [
    "\nlocal s = ('a'):rep(40) return s:find(('a?'):rep(40) .. s)",
    "\nreturn ('a'):rep(3000):find('.-.-.-.-x')",
    "\nreturn ('a'):rep(3000):match('.*.*.*.*x')",
    "\nfor m in ('a'):rep(3000):gmatch('.-.-.-.-x') do end",
    "\nreturn ('a'):rep(3000):gsub('.-.-.-.-x', '')",
    "\nreturn ('('):rep(100000):find('%b()%b()%b()x')",
    "\ntable.sort(setmetatable({}, {__len = function() return 2000000000 end, __index = rawlen}))",
    "\nlocal t = {} for i = 1, 1000000 do t[i] = i * 7919 % 1000003 end while true do table.sort(t) end",
    "\ntable.move({}, 1, math.maxinteger - 1, 2)",
    "\ntable.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 1)",
    "\ntable.remove(setmetatable({}, {__len = function() return 1 << 60 end}), 1)",
    "\nreturn table.concat(setmetatable({}, {__index = table.concat}), '', 1, math.maxinteger)",
    "\nload(('x = 1 '):rep(10000000))",
    "\nload('return ' .. ('a and '):rep(1000000) .. 'a')",
    "\nload(function() return ' ' end)",
    "\nlocal t = {} for i = 1, 300000 do t['k' .. i] = i end while true do for k in pairs(t) do end end",
    "\nwhile true do local s = ('x'):rep(1000000):upper():reverse() end",
    "\nwhile true do collectgarbage() end",
    "\nlocal s = 'local a return ' .. ('a and '):rep(1000000) .. 'a' load(function() local r = s s = nil return r end)",
    "\nlocal s = ('\\0'):rep(20000000) while true do ('%q'):format(s) end",
    "\nlocal s = ('0'):rep(100000000) while true do tonumber(s) end",
    "\nlocal s = ('a'):rep(100000000) while true do utf8.len(s) utf8.offset(s, 90000000) end",
  ]

  static let others: [String] = [
    "\nlocal function f() return pcall(f) end while true do f() end",
    "\nlocal function f() return xpcall(f, f) end while true do f() end",
    "\nlocal function f() return f()() end while true do pcall(f) end",
    "\nlocal function f() return 1 + f() end while true do pcall(f) end",
    "\nwhile true do pcall(function() for i = 1, math.huge do end end) end",
    "\ngoto on ::on:: local i = 0 ::again:: i = i + 1 goto again",
    "\nerror(setmetatable({}, {__tostring = function() while true do end end}))",
    "\nlocal t = setmetatable({}, {__pairs = function() while true do end end}) for k in pairs(t) do end",
    "\nlocal t = setmetatable({}, {__lt = function() while true do end end}) table.sort({t, t, t})",
    "\nlocal t = setmetatable({}, {__index = function(t, k) return t[k] end}) while true do pcall(function() return t.x end) end",
    "\ntable.sort({3, 1, 2}, coroutine.wrap(function() while true do pcall(coroutine.yield, true) end end)) while true do end",
    "\nlocal function f() local x <close> = setmetatable({}, {__close = f}) while true do end end f()",
    "\nlocal f f = coroutine.wrap(function() while true do pcall(coroutine.wrap(f)) end end) while true do pcall(f) end",
    "\nstring.gsub(('x'):rep(100), '.', function() return (string.gsub(('y'):rep(1000), '.', function() while true do end end)) end)",
  ]
}

struct RunawayTests {
  /// What this thread has had of a processor, in seconds: how long a thing takes by the clock is other programs' affair too.
  private func clock() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  @Test(arguments: Runaway.loopsInC + Runaway.others)
  func itsTimeEnds(source: String) throws {
    let state = try LuaState(memoryLimit: 256 << 20)
    state.timeLimit = 0.2
    let start = clock()
    let error = failure { try state.run(source) }
    #expect(clock() - start < 2)
    #expect(error?.message.hasPrefix("t:2: stopped here after 0.2 s") == true, "\(String(describing: error))")
    #expect(state.stackHeight == 0)
    #expect(
      try state.run("local s = 0 for i = 1, 1000 do s = s + i end return s, ('x'):find('x')") == [
        500_500, 1, 1,
      ])
  }

  /// It is raised again at the very next instruction, of the same line too: a handler has no room to do anything in.
  @Test func nothingMoreOfTheLineRuns() throws {
    let state = try LuaState()
    state.timeLimit = 0.1
    let error = failure { try state.run("pcall(function() while true do end end) marked = 1 x = y + marked") }
    #expect(error?.message.contains("stopped here after 0.1 s") == true)
    #expect(try state.run("return marked == nil") == [true])
  }

  /// The time of a call within a chunk, as of an instrument's, ends that call.
  @Test func aCallWithinMayTakeLess() throws {
    let state = try LuaState()
    try state.define("narrow") { arguments in
      try arguments.state.call(arguments[0].asFunction!, [], within: 0.1)
    }
    let error = failure {
      try state.run("\nnarrow(function()\nreturn ('a'):rep(3000):find('.-.-.-.-x') end)")
    }
    #expect(
      error?.message.hasPrefix("t:3: stopped here after 0.1 s: what runs while the sound goes on") == true)
  }

  /// What a Swift function works before it asks Lua for something is none of the chunk's time either, while that Lua runs; a
  /// Lua that never ends within it is ended.
  @Test func workThatAsksLuaNowAndThenTakesNoneOfTheTime() throws {
    func work(_ seconds: Double) {
      let end = ContinuousClock.now + .seconds(seconds)
      while ContinuousClock.now < end {}
    }
    for isNarrow in [false, true] {
      let state = try LuaState()
      state.timeLimit = 0.2
      try state.define("render") { arguments in
        for _ in 0..<150 {
          work(0.004)
          _ = try arguments.state.call(arguments[0].asFunction!, [], within: isNarrow ? 0.1 : nil)
        }
        return []
      }
      #expect(try state.run("render(function() return 1 end) return 3") == [3])
      let error = failure { try state.run("\nrender(function() while true do end end)") }
      #expect(error?.message.contains("stopped here after") == true)
    }
  }

  /// A million calls deep, looking for each line of a traceback from the top would take seconds.
  @Test func aRecursionWithoutEndIsToldAtOnce() throws {
    let state = try LuaState()
    state.timeLimit = 60
    let start = clock()
    let error = failure { try state.run("\nlocal function f() return 1 + f() end f()") }
    #expect(error?.message.contains("t:2: stack overflow") == true)
    #expect(clock() - start < 3)
    #expect(
      try state.run(
        "local function f(n) if n == 0 then return debug.traceback('here') end return (f(n - 1)) end return f(3)"
      )
      .first?.asString?.hasPrefix("here\nstack traceback:\n\t[C]: in ") == false)
    let deep =
      "local function f(n) if n == 0 then return debug.traceback('here') end return (f(n - 1)) end return f(100000)"
    #expect(try state.run(deep) == ["here\nstack traceback:\n\t(more than 2000 calls deep)"])
  }

  /// Coroutines that close each other nest in C, where Lua counts nothing.
  @Test func coroutinesThatCloseEachOtherEndInASentence() throws {
    let state = try LuaState()
    state.timeLimit = 0
    let told = try state.run(
      """
      local prev
      for i = 1, 20000 do
        local next = prev
        local co = coroutine.create(function()
          local x <close> = setmetatable({}, {__close = function() if next then assert(coroutine.close(next)) end end})
          coroutine.yield()
        end)
        coroutine.resume(co)
        prev = co
      end
      return coroutine.close(prev)
      """)
    #expect(told.first == false && told.last?.asString?.contains("C stack overflow") == true, "\(told)")
    #expect(
      try state.run(
        "local co = coroutine.create(function() coroutine.yield() end) coroutine.resume(co) return coroutine.close(co)"
      ) == [true])
  }

  @Test func formatsThatNobodyWritesAreRefused() throws {
    let state = try LuaState()
    for code in [
      "os.date(('%n'):rep(100000))", "string.packsize(('<'):rep(100000))", "string.pack(('<'):rep(100000))",
    ] {
      #expect(failure { try state.run(code) }?.message.contains("the format is too long") == true, "\(code)")
    }
    #expect(
      try state.run("return string.packsize('i4'), string.unpack('<i2', string.pack('<i2', -3))").first == 4)
  }
}
