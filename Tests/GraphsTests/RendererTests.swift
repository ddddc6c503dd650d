import Signals
import Testing

@testable import Graphs

/// What a pure answer holds while it goes on.
struct RendererTests {
  @Test func silenceIsGivenUpAtTheFrontLikeWhatSounds() throws {
    let bench = Bench()
    // Each note stands alone on a timeline of its own, begins late and ends early: most of its time it is silent.
    let notes = try (0..<40).map { number in
      let note = try bench.row(
        "mul", .signal(bench.row("noise", .number(Double(number))).id), .signal(bench.row("perc").id))
      return try bench.row("offset", .signal(note.id), .number(Double(number) / 8))
    }
    let mix = try bench.row("mix", .signals(notes.map(\.id)))
    let version = try bench.manager.version(of: mix.id)
    let timeline = Timeline(isPlayed: false)
    let root = try PlanBuilder().node(for: version, along: timeline)
    let nodes = PlanBuilder.inOrder([root])
    PlanBuilder.measureBack(nodes)
    let renderer = Renderer(cache: bench.manager.cache)

    func mostHeld(over seconds: Int) throws -> Int {
      var most = 0
      for at in stride(from: 0, to: seconds * 48_000, by: 8 * Grid.block) {
        timeline.runLow = at
        try renderer.ensure(root, at..<at + 8 * Grid.block)
        most = nodes.reduce(most) { max($0, $1.track.byteCount) }
      }
      return most
    }
    // Two runs of eight blocks are as much as any of them needs.
    #expect(try mostHeld(over: 20) <= 2 * 8 * Grid.block * 4)
    // What is now taken from the cache, and not rendered, is given up too.
    #expect(try mostHeld(over: 20) <= 2 * 8 * Grid.block * 4)
  }
}
