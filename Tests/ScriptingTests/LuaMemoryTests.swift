import Scripting
import Testing

struct LuaMemoryTests {
  @Test(arguments: [
    "local t = {} for i = 1, 1e9 do t[i] = i end",
    "local t = {} for i = 1, 1e9 do t['k' .. i] = {} end",
    "return string.rep('x', 1e9)",
    "local s = 'x' while true do s = s .. s end",
    "local t = {} while true do t[#t + 1] = make() end",
    "local function f(t) return {f({t})} end f({})",
    "local t = {} for i = 1, 1e9 do t[i] = coroutine.create(function() end) end",
  ])
  func aStateThatRanOutOfMemoryGoesOn(source: String) throws {
    let census = Census()
    let state = try LuaState(memoryLimit: 8 << 20)
    try state.define("make") { _ in [.object(Row([1], census: census))] }
    for _ in 0..<2 {
      let error = failure { try state.run(source) }
      #expect(
        error?.kind == .memory || error?.message.contains("overflow") == true, "\(String(describing: error))")
      #expect(state.stackHeight == 0)
      #expect(state.bytesInUse < 2 << 20)
      #expect(census.live == 0)
    }
    #expect(try state.run("local t = {} for i = 1, 1e4 do t[i] = i end return #t") == [10_000])
  }

  @Test func wantOfMemoryIsCaughtByPcall() throws {
    let state = try LuaState(memoryLimit: 8 << 20)
    let results = try state.run("return pcall(string.rep, 'x', 1e8)")
    #expect(results == [false, "not enough memory"])
  }

  @Test func swiftCanStillReadAndWriteAFullState() throws {
    let state = try LuaState(memoryLimit: 4 << 20)
    let full = try state.run("t = {} pcall(function() for i = 1, 1e9 do t[i] = {} end end) return t")[0]
    let table = try #require(full.asTable)
    #expect(table.count > 1000)
    #expect(try table[5].asTable != nil)
    try table.set(1, "changed")
    #expect(try table[1] == "changed")
    #expect(try table["none"] == nil)
  }

  @Test func whereverMemoryEndsNothingIsLostOrBroken() throws {
    var finished = 0
    for limit in stride(from: 10_000, to: 200_000, by: 487) {
      let census = Census()
      guard let state = try? LuaState(memoryLimit: limit) else { continue }
      try? state.define("make") {
        [.object(Row([1], census: census)), $0[0], .string(String(repeating: "x", count: 500))]
      }
      try? state.define("fail") { _ in throw LuaError(String(repeating: "no ", count: 500)) }
      try? state.define("call") { try $0.state.call($0.state.load("return ...", name: "c"), $0.values) }
      let error = failure {
        try state.run(
          """
          local all = {}
          for i = 1, 60 do
            local row, _, text = make(i)
            all[i] = {call(row + i, text .. i, {}, function() return all end), pcall(fail)}
            for k in pairs({a = 1, b = 2, [row] = 3}) do coroutine.wrap(function() all[k] = make() end)() end
          end
          """)
      }
      if error == nil {
        finished += 1
      } else {
        #expect(error?.kind == .memory, "\(limit): \(String(describing: error))")
      }
      #expect(state.stackHeight == 0)
      state.collect()
      #expect(census.live == 0)
      state.close()
    }
    #expect(finished > 10)
  }

  @Test func aStateNeedsRoomToBegin() {
    #expect(failure { _ = try LuaState(memoryLimit: 1000) }?.kind == .memory)
  }

  @Test func aMillionObjectsAreCollected() throws {
    let census = Census()
    let state = try LuaState()
    // How long it takes is the machine's affair.
    state.timeLimit = 300
    let one = Row([1], census: census)
    try state.globals.set("one", .object(one))
    let sum = try state.run("local s = 0 for i = 1, 1e6 do s = s + (one + i)[1] end return s")
    #expect(sum == [500_001_500_000])
    state.collect()
    #expect(census.live == 1)
    try state.run("keep = {} for i = 1, 1e5 do keep[i] = one + i end")
    #expect(census.live == 100_001)
    try state.run("keep = nil")
    state.collect()
    #expect(census.live == 1)
  }

  @Test func failuresOnTheWayLeakNothing() throws {
    let census = Census()
    let state = try LuaState()
    try state.define("make") { _ in [.object(Row([1], census: census)), .object(Row([2], census: census))] }
    try state.define("fail") { arguments in
      _ = Row([1], census: census)
      throw LuaError("no")
    }
    try state.run(
      "for i = 1, 1e4 do pcall(function() local a = make() return a + {} end) pcall(fail, make()) end")
    try state.run("for i = 1, 1e4 do pcall(error, (make())) end")
    state.collect()
    #expect(census.live == 0)
  }

  @Test func bigObjectsHurryTheCollector() throws {
    let census = Census()
    let state = try LuaState()
    var most = 0
    try state.define("make") { _ in
      most = max(most, census.live)
      return [.object(Row([1], census: census, bytes: 1 << 20))]
    }
    try state.run("for i = 1, 2000 do make() end")
    #expect(most < 64)
  }

  @Test func closingEndsEverything() throws {
    let census = Census()
    let state = try LuaState()
    let held = Row([1], census: census)
    try state.globals.set("x", .object(held))
    try state.define("f") { _ in [.integer(held.numbers.count)] }
    let (table, function) = (try state.makeTable(), try state.load("", name: "t"))
    state.close()
    state.close()
    #expect(table.count == 0)
    #expect(failure { _ = try table["x"] }?.message == "the Lua state is closed")
    #expect(failure { try state.call(function) }?.message == "the Lua state is closed")
    #expect(function.definition == nil)
    #expect(state.bytesInUse == 0)
    state.interrupt()
    state.collect()
  }

  @Test func aStateThatIsForgottenEnds() throws {
    let census = Census()
    var table: LuaTable?
    do {
      let state = try LuaState()
      try state.globals.set("x", .object(Row([1], census: census)))
      table = try state.makeTable()
      #expect(census.live == 1)
    }
    #expect(census.live == 0)
    #expect(failure { _ = try table?["x"] }?.message == "the Lua state is closed")
  }

  @Test func referencesAreGivenBack() throws {
    let state = try LuaState()
    let function = try state.load("return {}, function() end, ...", name: "t")
    for _ in 0..<100 { try state.call(function, [.table(try state.makeTable())]) }
    state.collect()
    let before = state.bytesInUse
    for _ in 0..<50_000 { try state.call(function, [.table(try state.makeTable())]) }
    state.collect()
    #expect(state.bytesInUse < before + 10_000)
  }
}

extension LuaMemoryTests {
  /// What Swift holds for Lua counts, and what is dead is let go before anything is refused.
  @Test func whatObjectsHoldCounts() throws {
    let census = Census()
    let state = try LuaState(memoryLimit: 64 << 20)
    try state.define("make") { [.object(Row([1], census: census, bytes: $0[0].asInteger ?? 0))] }
    let error = failure { try state.run("\nlocal t = {} for i = 1, 1000 do t[i] = make(1 << 20) end") }
    #expect(
      error?.kind == .memory && error?.message == "t:2: not enough memory", "\(String(describing: error))")
    state.collect()
    #expect(census.live == 0 && state.bytesOfObjects == 0)
    try state.run("for i = 1, 1000 do local x = make(1 << 20) end")
    #expect(state.bytesOfObjects <= 64 << 20)
    #expect(try state.run("return (pcall(make, 1 << 30))") == [false])
    #expect(try state.run("local x = make(50 << 20) return (pcall(string.rep, 'x', 30 << 20))") == [false])
    state.collect()
    #expect(try state.run("return (pcall(string.rep, 'x', 30 << 20))") == [true])
  }
}
