import Scripting
import Testing

/// Trust belongs to chunks, not to the state.
struct LuaTrustTests {
  private func trusting() throws -> (state: LuaState, trusted: LuaTable, plain: LuaTable) {
    let state = try LuaState(isTrusted: true)
    try state.define("trusts") { [.boolean($0.state.runsTrusted)] }
    let trusted = try state.makeTable()
    let plain = try state.makeTable()
    for (key, value) in try state.globals.pairs() {
      try trusted.set(key, value)
      try plain.set(key, value)
    }
    try state.trust(trusted)
    return (state, trusted, plain)
  }

  @Test func theGlobalsOfATrustedStateAreTheSandbox() throws {
    let (trusted, plain) = (try LuaState(isTrusted: true), try LuaState())
    #expect(try trusted.globals.keys() == plain.globals.keys())
    #expect(try trusted.globals["os"].asTable?.keys() == plain.globals["os"].asTable?.keys())
    #expect(try trusted.run("return string.dump, ('').dump, getmetatable('')") == [nil, nil, false])
    #expect(try trusted.libraries?["io"].asTable?["popen"].asFunction != nil)
    #expect(try plain.libraries == nil)
    #expect(!plain.runsTrusted)
  }

  @Test func onlyWhatIsTrustedAllTheWayIsTrusted() throws {
    let (state, trusted, plain) = try trusting()
    #expect(!state.runsTrusted)
    #expect(try state.run("return trusts()", environment: trusted) == [true])
    #expect(try state.run("return trusts()", environment: plain) == [false])
    // A stranger's function that a trusted one calls, and a trusted one that a stranger calls.
    try state.run("function strange() return (trusts()) end", environment: plain)
    try trusted.set("strange", try plain["strange"])
    #expect(try state.run("return strange(), trusts()", environment: trusted) == [false, true])
    try state.run("function own() return (trusts()) end", environment: trusted)
    try plain.set("own", try trusted["own"])
    #expect(try state.run("return own()", environment: plain) == [false])
    #expect(try state.run("return own()", environment: trusted) == [true])
  }

  @Test(arguments: [
    "return trusts()", "return pcall(trusts)", "return coroutine.wrap(trusts)()",
    "return coroutine.wrap(function() return trusts() end)()",
    "return (('x'):gsub('.', function() return tostring(trusts()) end))",
    "local trusts = trusts return (function() return trusts() end)()",
    "return load('return trusts()', '=(neap)')()",
    "return load('return trusts()', '@t', 't', {trusts = trusts})()",
    "local f = load('return trusts()', '=x') return f()",
    "local _ENV = setmetatable({}, {__index = _ENV}) return trusts()",
    "return setmetatable({}, {__index = function() return trusts() end}).x",
    "local r table.sort({1, 2}, function() r = trusts() end) return r",
    "local r do local x <close> = setmetatable({}, {__close = function() r = trusts() end}) end return r",
  ])
  func nothingOfAStrangersPassesForTrusted(code: String) throws {
    let (state, trusted, plain) = try trusting()
    let function = try state.load(code, name: "strange", environment: plain)
    try trusted.set("strange", .function(function))
    let answer = try state.run("return (select(-1, strange()))", environment: trusted)
    #expect(answer == [false] || answer == ["false"], "\(answer)")
  }
}
