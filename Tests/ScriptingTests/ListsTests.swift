import Scripting
import Testing

/// Lua's functions of lists, as its manual has them (6.6).
struct ListsTests {
  @Test(arguments: [
    ("local t = {3, 1, 2} table.sort(t) return table.concat(t, ' ')", "1 2 3"),
    (
      "local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end) return table.concat(t, ' ')",
      "3 2 1"
    ),
    ("local t = {'b', 'a', 'ab'} table.sort(t) return table.concat(t, ' ')", "a ab b"),
    ("local t = {1.5, 1, -2, 1e300} table.sort(t) return table.concat(t, ' ')", "-2 1 1.5 1e+300"),
    ("local t = {} table.sort(t) return #t", "0"),
    // Equal elements keep their order.
    (
      "local t = {{1, 'a'}, {0, 'b'}, {1, 'c'}, {0, 'd'}, {1, 'e'}} table.sort(t, function(a, b) return a[1] < b[1] end) local s = '' for _, e in ipairs(t) do s = s .. e[2] end return s",
      "bdace"
    ),
    // An order that is none ends, and loses nothing.
    (
      "local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function() return true end) local s = 0 for _, v in ipairs(t) do s = s + v end return #t, s",
      "100 5050"
    ),
    ("local t = {1, 2} table.insert(t, 3) table.insert(t, 1, 0) return table.concat(t, ' ')", "0 1 2 3"),
    (
      "local t = {1, 2, 3} return table.remove(t, 1), table.remove(t), #t, table.remove(t), table.remove(t)",
      "1 3 1 2 nil"
    ),
    ("return table.concat(table.move({1, 2, 3}, 1, 3, 2), ' ')", "1 1 2 3"),
    ("return table.concat(table.move({1, 2, 3}, 2, 3, 1), ' ')", "2 3 3"),
    ("return table.concat(table.move({1, 2, 3}, 1, 3, 1, {}), ' ')", "1 2 3"),
    ("return table.concat({1, 2, 3}, ', ', 2, 3), table.concat({}), table.concat({1, 'x'})", "2, 3  1x"),
    (
      "return ('ab'):rep(3), ('ab'):rep(3, ', '), ('ab'):rep(0), ('ab'):rep(1, 'x'), (''):rep(5, 'x'), ('x'):rep(-1)",
      "ababab ab, ab, ab  ab xxxx "
    ),
    ("return #('abc'):rep(1000000, '--'), ('abc'):rep(1000000, '--'):sub(-10)", "4999998 --abc--abc"),
    ("return ('aBc'):upper(), ('aBc'):lower(), ('aBc'):reverse(), (''):reverse()", "ABC abc cBa "),
    ("return #(''):rep(1 << 62)", "0"),
  ])
  func aListIsWhatTheManualSays(code: String, answer: String) throws {
    let state = try LuaState()
    #expect(try state.run(code).map { try state.text(of: $0) }.joined(separator: " ") == answer)
  }

  @Test(arguments: [
    ("table.sort({1, 'x'})", "attempt to compare"), ("table.sort({1, 2}, 5)", "function expected"),
    ("table.insert({1}, 5, 1)", "position out of bounds"),
    ("table.insert({})", "wrong number of arguments to 'insert'"),
    ("table.remove({1, 2}, 7)", "position out of bounds"),
    ("table.concat({1, {}, 3})", "invalid value (table) at index 2"),
    ("table.move({}, 1, math.maxinteger, 2)", "destination wrap around"), ("table.sort(5)", "table expected"),
    ("('x'):rep(1 << 62)", "memory"), ("('xy'):rep(1 << 62)", "resulting string too large"),
  ])
  func whatIsNoListIsTold(code: String, message: String) throws {
    let state = try LuaState()
    let error = failure { try state.run(code) }
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
  }

  /// Lua's own takes its pivot by the clock.
  @Test func sortingTakesTheSameStepsEachTime() throws {
    let code = """
      local t, asked = {}, 0
      for i = 1, 3000 do t[i] = i * 7919 % 3001 end
      table.sort(t, function(a, b) asked = asked + a * 3 + b return a // 100 < b // 100 end)
      return asked, table.concat(t, ' ')
      """
    #expect(try LuaState().run(code) == LuaState().run(code))
  }
}
