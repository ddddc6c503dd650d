import Scripting
import Testing

/// What goes piece by piece means what Lua's manual says all the same.
struct LengthyTests {
  @Test(arguments: [
    // What is quoted reads back as it was; the short and the long are written alike.
    #"local unit = '\0\0001\r\n\t\127"\\ 9ä' local s = unit:rep(20000) return load('return ' .. ('%q'):format(s))() == s"#,
    #"local unit = '\0\0001\r\n\t\127"\\ 9ä' return ('%q'):format(unit:rep(20000)) == '"' .. ('%q'):format(unit):sub(2, -2):rep(20000) .. '"'"#,
    #"local s = ('x'):rep(70000) return ('%s|%5.1f|%%|%q|%q|%d'):format('a\0b', 1.25, s, 'y', 7) == 'a\0b|  1.2|%|"' .. s .. '"|"y"|7'"#,
    "return tonumber('0x10') == 16 and tonumber('7', 8) == 7 and tonumber(('1'):rep(70000)) == nil",
    "return tonumber(('0'):rep(70000) .. '17') == 17 and tonumber('-' .. ('0'):rep(70000) .. '17') == -17 and tonumber((' '):rep(70000) .. '0x10' .. (' '):rep(70000)) == 16",
    "return tonumber(('0'):rep(70000) .. 'x10') == nil and tonumber(('0'):rep(70000) .. '11', 2) == 3 and tonumber((' '):rep(70000)) == nil and tonumber(('0'):rep(70000)) == 0 and tonumber(('0'):rep(70000) .. '.5') == 0.5",
    #"local s = ('a'):rep(65536) .. '\x80b' local ok, at = utf8.len(s) return ok == nil and at == 65537"#,
    "local s = (' '):rep(70000) return tonumber(s .. '+5') == 5 and tonumber(s .. '+-5') == nil and tonumber(s .. '- 5') == nil and tonumber(s .. '+5', 8) == tonumber('+5', 8) and tonumber(s .. '-5', 8) == -5",
    #"local s = ('a'):rep(65535) .. '€b' return utf8.len(s) == 65537 and utf8.len(s .. '\x80') == nil"#,
    "local s = ('aäб€😀'):rep(30000) return utf8.len(s) == 150000 and utf8.len(s, 2, #s) == 149999 and utf8.len(s, 3) == nil",
    "local s = ('aäб€😀'):rep(30000) return utf8.len(s, -12 * 10000) == 50000 and utf8.len(s, 1, 0) == 0",
    #"local s = ('a'):rep(100000) .. '\xff' local ok, at = utf8.len(s) return ok == nil and at == 100001"#,
    "local s = ('a'):rep(100000) return not pcall(utf8.len, s, 1, 100001) and not pcall(utf8.len, s, 100002)",
    "local s = ('aäб€😀'):rep(30000) return utf8.offset(s, 100001) == 240001 and utf8.offset(s, -100000) == #s - 239999",
    "local s = ('aäб€😀'):rep(30000) return utf8.offset(s, 150001) == #s + 1 and utf8.offset(s, 150002) == nil and utf8.offset(s, -150001) == nil",
    "local s = ('aäб€😀'):rep(30000) return utf8.offset(s, 75001, 13) == 180013 and utf8.offset(s, -75000, #s + 1) == 180001 and utf8.offset(s, 0, 3) == 2",
    #"return select(2, pcall(function() return ('%d'):format('x') end)):find("bad argument #1 to 'format' (number expected, got string)", 1, true) ~= nil"#,
    #"return select(2, pcall(function() return (utf8.len('x', 5)) end)):find("bad argument #2 to 'len' (initial position out of bounds)", 1, true) ~= nil"#,
    "return select(2, pcall(string.format, '%q')):find('bad argument #2', 1, true) == 1",
  ]) func itIsWhatTheManualSays(code: String) throws {
    #expect(try LuaState().run(code) == [true])
  }
}
