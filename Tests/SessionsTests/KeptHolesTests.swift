import Graphs
import Testing

@testable import Sessions

struct KeptHolesTests {
  /// Echoes and rooms read what they hear at several delays. Where a cache holds a part of it, what lies in the holes is rendered in one
  /// pass, not anew for each delay and block.
  @Test func anEditWhereLittleIsKeptCostsWhatRenderingFromNothingDoes() throws {
    let test = try TestSession()
    let manager = test.session.manager
    var tops: [String] = []
    for n in 0..<3 {
      try test.run(
        """
        voice\(n) = saw(\(55 + 7 * n)):lowpass(sine(0.\(n + 1)):range(300, 3000), 2)
        pluck\(n) = pluck(\(110 + 6 * n)):trim(0, 0.5):loop()
        wet\(n) = (voice\(n) + pluck\(n)):echo(0.\(25 + n))
        space\(n) = wet\(n):reverb(2) * 0.1
        """)
      tops.append("space\(n)")
    }
    try test.run("whole = mix{\(tops.joined(separator: ", "))}")
    func blocks() throws -> Int {
      _ = manager.log.drain()
      try test.run("write('a.wav', whole, {to = 5})")
      return manager.log.drain().reduce(0) { $0 + ($1.event == .rendered ? $1.blocks : 0) }
    }
    manager.cache.budget = 20 << 20
    let nothing = try blocks()
    try test.run("voice1.cutoff = sine(0.13):range(400, 3000)")
    #expect(try blocks() < nothing * 3 / 2)
    try test.run("voice2.cutoff = sine(0.14):range(400, 3000)")
    #expect(try blocks() < nothing * 3 / 2)
  }
}
