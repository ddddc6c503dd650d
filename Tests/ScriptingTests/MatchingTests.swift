import Scripting
import Testing

/// Patterns mean what Lua's manual says (6.4.1).
struct MatchingTests {
  @Test(arguments: [
    ("('hello world'):find('wor')", "7 9"), ("('hello'):find('l+')", "3 4"), ("('hello'):find('xyz')", "nil"),
    ("('a.b'):find('.', 1, true)", "2 2"), ("('a.b'):find('%.')", "2 2"), ("('abc'):find('', 10)", "nil"),
    ("('abc'):find('', 4)", "4 3"), ("('abc'):find('b', -1)", "nil"), ("('abc'):find('b', -2)", "2 2"),
    ("('key = value'):match('^(%w+)%s*=%s*(%w+)$')", "key value"),
    ("('2024-05-06'):match('(%d+)-(%d+)')", "2024 05"),
    ("('abc'):match('()b()')", "2 3"), ("('THE (quick) fox'):find('%((%a+)%)')", "5 11 quick"),
    ("('x(a(b)c)y'):match('%b()')", "(a(b)c)"),
    ("('THE (quick)'):gsub('%f[%a]%a+', '<%0>')", "<THE> (<quick>) 2"),
    ("('abcabc'):match('(a)(b)c%1%2')", "a b"), ("('a]b'):match('[]]')", "]"),
    ("('a-b'):match('[a-]+')", "a-"),
    ("('a^b'):match('[%^b]+')", "^b"), ("('aab'):match('a-b')", "aab"), ("('aaa'):match('a-')", ""),
    ("('aaa'):match('^a?a?a?a?$')", "aaa"), ("('hello'):gsub('', '-')", "-h-e-l-l-o- 6"),
    ("('hello'):gsub('l', {l = 'L'})", "heLLo 2"), ("('hello'):gsub('.', {h = false, e = 1})", "h1llo 5"),
    ("('hello'):gsub('(l)(o)', '%2%1%%')", "helol% 1"), ("('abc'):gsub('%w', '%0%0', 2)", "aabbc 2"),
    ("('abc'):gsub('^a', 'x')", "xbc 1"),
    ("('one two'):gsub('(%w+) (%w+)', function(a, b) return b .. a end)", "twoone 1"),
    ("('a\\0b'):find('%z')", "nil"), ("('a\\0b'):find('\\0')", "2 2"),
    ("('äö'):match('[\\xc3]')", "\u{fffd}"),
    (
      "(function() local t = {} for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do t[#t + 1] = k .. v end return table.concat(t, ' ') end)()",
      "a1 b2"
    ),
    ("(function() local t = {} for w in ('abc'):gmatch('') do t[#t + 1] = 'x' end return #t end)()", "4"),
    (
      "(function() local t = {} for w in ('one two'):gmatch('%a+', 3) do t[#t + 1] = w end return table.concat(t, ' ') end)()",
      "e two"
    ),
    ("(function() local t = {} for w in ('aXb'):gmatch('^a') do t[#t + 1] = w end return #t end)()", "0"),
  ])
  func aPatternMeansWhatTheManualSays(code: String, answer: String) throws {
    let state = try LuaState()
    let told = try state.run("return \(code)").map { try state.text(of: $0) }.joined(separator: " ")
    #expect(told == answer)
  }

  @Test(arguments: [
    ("('a'):find('%')", "malformed pattern (ends with '%')"),
    ("('a'):find('[a')", "malformed pattern (missing ']')"),
    ("('a'):find('[a%')", "malformed pattern (missing ']')"), ("('a'):find('(a')", "unfinished capture"),
    ("('a'):find('a)')", "invalid pattern capture"), ("('a'):find('%1')", "invalid capture index %1"),
    ("('a'):find('%f')", "missing '[' after '%f' in pattern"),
    ("('a'):find('%b')", "missing arguments to '%b'"),
    ("('a'):gsub('a', '%2')", "invalid capture index %2"),
    ("('a'):gsub('a', '%x')", "invalid use of '%' in replacement string"),
    ("('a'):gsub('a', function() return {} end)", "invalid replacement value (a table)"),
    ("('a'):rep(40):find(('('):rep(33))", "too many captures"),
    ("('a'):rep(300):find(('a?'):rep(300) .. 'b')", "pattern too complex"),
    ("('a'):gsub('a', nil)", "string/function/table expected, got nil"),
  ])
  func whatIsNoPatternIsTold(code: String, message: String) throws {
    let state = try LuaState()
    let error = failure { try state.run("return \(code)") }
    #expect(
      error?.message.hasPrefix("t:1: ") == true && error?.message.contains(message) == true,
      "\(String(describing: error))")
  }

  @Test func whatIsLongIsFoundFast() throws {
    let state = try LuaState()
    let start = ContinuousClock.now
    #expect(try state.run("return ('ab'):rep(500000):find('c')") == [nil])
    #expect(try state.run("return select(2, ('ab'):rep(500000):gsub('b', ''))") == [500_000])
    #expect(ContinuousClock.now - start < .seconds(5))
  }
}
