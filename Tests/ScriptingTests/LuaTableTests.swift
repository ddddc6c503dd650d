import Scripting
import Testing

struct LuaTableTests {
  @Test func keysComeInAFixedOrder() throws {
    let state = try LuaState()
    let entries = [
      "[3]", "[1]", "[-2]", "[2.5]", "[-0.5]", "b", "a", "['']", "ab", "[true]", "[false]", "[100]", "B",
    ]
    let expected: LuaValue = "-2 1 3 100 -0.5 2.5  B a ab b false true "
    for seed in 0..<20 {
      var generator = Shuffler(state: UInt64(seed))
      let shuffled = entries.shuffled(using: &generator).map { $0 + " = 1" }.joined(separator: ", ")
      let table = "{\(shuffled)}"
      #expect(
        try state.run("local s = '' for k in pairs(\(table)) do s = s .. tostring(k) .. ' ' end return s")
          == [expected])
      let keys = try state.run("return \(table)")[0].asTable?.keys() ?? []
      #expect(try keys.map { try state.text(of: $0) + " " }.joined() == expected.asString)
    }
  }

  @Test func thingsComeInTheOrderInWhichTheyWereMade() throws {
    let state = try LuaState()
    let row = Row([1])
    try state.define("make") { _ in [.object(Row([2]))] }
    try state.globals.set("row", .object(row))
    let order = try state.run(
      """
      local made, number, set = {}, {}, {}
      for i = 1, 500 do
        local kind = i % 4
        made[i] = kind == 0 and {} or kind == 1 and function() return i end or kind == 2 and make()
          or coroutine.create(print)
        number[made[i]] = i
      end
      for i = 500, 1, -1 do set[made[i * 7 % 501]] = true end
      local last = 0
      for k in pairs(set) do
        if number[k] <= last then return false end
        last = number[k]
      end
      return last
      """)
    #expect(order == [500])
  }

  @Test func pairsMayChangeWhatItWalks() throws {
    let state = try LuaState()
    #expect(
      try state.run(
        """
        local t = {c = 1, a = 2, b = 3, d = 4}
        local s = ''
        for k, v in pairs(t) do
          s = s .. k .. v
          t[k] = nil
          if k == 'b' then t.c = nil end
        end
        return s, next(t)
        """) == ["a2b3d4", nil])
    #expect(
      try state.run("local n = 0 for i, v in pairs({5, 6, 7}) do n = n * 100 + i * 10 + v end return n") == [
        152_637
      ])
    #expect(
      failure { try state.run("for k in pairs(nil) do end") }?.message.contains("table expected, got nil")
        == true)
    #expect(
      try state.run(
        "for k, v in pairs(setmetatable({}, {__pairs = function() return next, {x = 1} end})) do return k end"
      )
        == ["x"])
  }

  @Test func accessIsRaw() throws {
    let state = try LuaState()
    let table = try #require(
      try state.run("return setmetatable({1, 2}, {__index = error, __len = error})")[0].asTable)
    #expect(table.count == 2)
    #expect(try table["x"] == nil)
    #expect(try table[2] == 2)
    #expect(try table[3] == nil)
    try table.set("x", "y")
    try table.set(0.5, true)
    #expect(try table.pairs().map(\.key) == [1, 2, 0.5, "x"])
    #expect(failure { try table.set(nil, 1) } != nil)
    #expect(failure { try table.set(.number(.nan), 1) } != nil)
  }

  @Test func theSameTableIsEqual() throws {
    let state = try LuaState()
    let results = try state.run("local t, f = {}, print return t, t, {}, f, f, load('')")
    #expect(results[0] == results[1])
    #expect(results[0] != results[2])
    #expect(results[3] == results[4])
    #expect(results[3] != results[5])
    #expect(results[0] != results[3])
  }
}

/// A small reproducible generator (xorshift).
struct Shuffler: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}
