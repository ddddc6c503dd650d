import Glibc
import Testing

/// `--trust` is for the patch that is named, and for nothing else.
@Suite struct TrustTests {
  private let program = Program()

  private let module = """
    local m = {}
    m.io = select(2, pcall(function() return io end))
    m.popen = select(2, pcall(function() return io.popen end))
    m.getenv = select(2, pcall(function() return os.getenv end))
    m.write = select(2, pcall(write, '../out.wav', sine(440), {to = 0.1}))
    m.tail = function() return write('../out.wav', sine(440), {to = 0.1}) end
    m.forged = select(2, pcall(load("return write('../out.wav', sine(440), {to = 0.1})", '@song.lua', 't', {write = write, sine = sine})))
    local given = load
    m.own = function(s) return (given(s)) end
    m.steps = function() return load, "return io", nil end
    m.owntail = function(s) return load(s) end
    coroutine.wrap(load)("string.format = function() return '../evil.txt' end")
    pcall(function() coroutine.wrap(load)("string.format = function() return '../evil.txt' end")() end)
    m.load = select(2, pcall(function() return load('return io.popen', '=x')() end))
    return m
    """

  private func prepare() {
    _ = system("mkdir -p '\(program.folder)/in'")
    program.write("in/module.lua", module)
  }

  @Test func aTrustedPatchHasAllOfLua() {
    defer { program.remove() }
    prepare()
    program.write(
      "in/song.lua",
      """
      local file = io.open('note', 'w') file:write('x') file:close()
      print(os.getenv('HOME') ~= nil, type(debug.getinfo), type(package.path), (os.execute('true')))
      write('../out.wav', sine(440), {to = 0.1})
      print(sample('../out.wav'):get_range() ~= nil)
      """)
    let trusted = program.neap("--trust", "in/song.lua")
    #expect(trusted.output == "true\tfunction\tstring\ttrue\ntrue\n", "\(trusted.error)")
    #expect(access("\(program.folder)/out.wav", F_OK) == 0 && access("\(program.folder)/note", F_OK) == 0)
    let plain = program.neap("in/song.lua")
    #expect(plain.status == 1 && plain.error.contains("io is not there"), "\(plain.error)")
  }

  @Test func whatItRequiresIsNotTrusted() {
    defer { program.remove() }
    prepare()
    program.write(
      "in/song.lua",
      """
      local m = require('module')
      for _, key in ipairs{'io', 'popen', 'getenv', 'write', 'forged', 'load'} do print(key, m[key]) end
      print('tail', select(2, pcall(m.tail)))
      print('dofile', select(2, pcall(dofile, 'module.lua')).io)
      print('own', select(2, pcall(m.own('return io'))))
      print('owntail', select(2, pcall(m.owntail('return io'))))
      for step in m.steps() do print('step', select(2, pcall(step))) break end
      print(type(load('return io', 'own', 't', _ENV)().open))
      io.open(("%s.txt"):format("take"), "w"):close()
      """)
    let told = program.neap("--trust", "in/song.lua")
    let lines = told.output.split(separator: "\n")
    #expect(lines.count == 12, "\(told.output) \(told.error)")
    #expect(lines.last == "function")
    for line in lines.dropLast() {
      #expect(line.contains("is not there") || line.contains("outside the patch's folder"), "\(line)")
    }
    #expect(access("\(program.folder)/out.wav", F_OK) != 0)
    // Nor does it change what the patch's strings do.
    #expect(access("\(program.folder)/take.txt", F_OK) == 0, "\(told.error)")
  }

  @Test func whatIsTypedOrSentIsNotTrusted() {
    defer { program.remove() }
    prepare()
    program.write("in/song.lua", "x = 1")
    #expect(program.neap("--trust", "-e", "print(io)", "in/song.lua").error.contains("io is not there"))
    #expect(program.neap("--trust").error.contains("--trust: a patch is expected"))
    let listener = Background("listen --trust in/song.lua", in: program)
    #expect(listener.says("listening as"))
    #expect(program.neap("send", "-e", "os.execute('true')").error.contains("os.execute is not there"))
    #expect(
      program.neap("send", "--as", "in/song.lua:1", input: "return io.open").error.contains("io is not there")
    )
  }

  @Test func aModuleOfTheSystemsIsFoundAndNotTrusted() {
    defer { program.remove() }
    prepare()
    _ = system("mkdir -p '\(program.folder)/lib'")
    program.write("lib/far.lua", "return pcall(function() return io.popen end) and 'open' or 'shut'")
    program.write("in/song.lua", "package.path = '../lib/?.lua;lib/?.lua' print((require('far')))")
    #expect(program.neap("--trust", "in/song.lua").output == "shut\n")
  }
}
