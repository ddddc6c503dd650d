import Synchronization

/// A change of the transport's course.
package enum CourseChange: Sendable, Equatable {
  /// Goes to a frame.
  case seek(Int)
  case pause
  case resume
  /// Frames of the project for each that is heard; not 0, negative for backward.
  case speed(Double)
  /// These frames again and again; nil ends that.
  case loop(Range<Int>?)
}

/// What is sent to a transport.
package enum TransportEdit<Edit: Sendable>: Sendable {
  case edit(Edit)
  /// Where what plays hangs on where the transport is: what plays here, and what does in the loop's passes to come. Where
  /// these are what they were, it is passing.
  case placed(Edit, passes: Edit, isPassing: Bool)
  case course(CourseChange)
  /// Goes to a frame, where what plays is another.
  case seek(Int, Edit)
  /// These frames again and again; where what plays is another at their beginning.
  case loop(Range<Int>, Edit)
  /// What was being prepared is ready; sent by the transport itself.
  case prepared
}

extension TransportEdit {
  /// What plays in passes to come, where that is another.
  var passing: Edit? {
    if case .placed(_, let passes, _) = self { passes } else { nil }
  }
}

/// A stretch of the transport's course: the project's frames as a straight line over those that are heard.
package struct CourseLine: Sendable, Equatable {
  /// The first frame that is heard of it, on the grid of `PlayGrid.block`.
  var start: Int
  /// The project's frame there; at speed 1 whole and on the grid.
  var origin: Double
  /// What it goes at, or would if it were not paused.
  var speed = 1.0
  var isPaused = false
  /// The number of jumps until here.
  var jumps = 0
  /// Whether it is a loop's next pass, whose fade lies before its beginning.
  var isPass = false

  /// Frames of the project for each that is heard.
  var rate: Double { isPaused ? 0 : speed }

  func project(_ frame: Int) -> Double { origin + Double(frame - start) * rate }

  /// When a frame of the project is reached; nil where it never is.
  func heard(_ project: Double) -> Double? {
    rate == 0 ? nil : Double(start) + (project - origin) / rate
  }
}

/// Where the transport is heard to be. Shared with other threads; its lock is held for moments.
package final class TransportClock: Sendable {
  private struct State {
    var lines = [CourseLine(start: 0, origin: 0)]
    var isPreparing = false
    var loop: Range<Int>?
  }
  private let state = Mutex(State())

  package init() {}

  /// What holds at a frame that is heard.
  package struct Reading: Sendable, Equatable {
    /// The frame of the project.
    package var frame: Int
    /// The frame that is told: of a loop one that lies in it.
    package var told: Int
    package var speed: Double
    package var isPaused: Bool
    /// How often it has jumped so far.
    package var jumps: Int

    package init(frame: Int, told: Int? = nil, speed: Double, isPaused: Bool, jumps: Int) {
      (self.frame, self.told) = (frame, told ?? frame)
      (self.speed, self.isPaused, self.jumps) = (speed, isPaused, jumps)
    }
  }

  package func read(at heard: Int) -> Reading {
    let (line, loop) = state.withLock { (Self.line(in: $0.lines, at: heard), $0.loop) }
    let frame = Int(line.project(heard).rounded(.down))
    var told = frame
    if line.isPass, let loop {
      // As long as the pass before it is fading out, that one's end is where it is said to stand.
      if line.speed > 0, frame < loop.lowerBound { told = min(loop.upperBound - 1, frame + loop.count) }
      if line.speed < 0, frame > loop.upperBound { told = max(loop.lowerBound, frame - loop.count) }
    }
    return Reading(
      frame: max(0, frame), told: max(0, told), speed: line.speed, isPaused: line.isPaused, jumps: line.jumps)
  }

  /// From `heard` on, the first frame heard, on the grid, at which the project's frame `wanted` is not yet over; `heard`
  /// itself where it never comes.
  package func frame(reaching wanted: Int, from heard: Int) -> Int {
    let (lines, loop) = state.withLock { ($0.lines, $0.loop) }
    for (number, line) in lines.enumerated() {
      let end = number + 1 < lines.count ? lines[number + 1].start : .max
      guard end > heard, line.rate > 0, let reached = line.heard(Double(wanted)) else { continue }
      if reached >= Double(heard), reached < Double(end) { return PlayGrid.down(Int(reached)) }
    }
    // In a loop it comes with the next pass.
    if let loop, loop.contains(wanted), let last = lines.last, last.rate > 0,
      let end = last.heard(Double(loop.upperBound))
    {
      return max(heard, PlayGrid.down(Int(end + Double(wanted - loop.lowerBound) / last.rate)))
    }
    return heard
  }

  /// Whether something is being prepared that was asked for.
  package var isPreparing: Bool { state.withLock(\.isPreparing) }
  /// The frames that are played again and again.
  package var loop: Range<Int>? { state.withLock(\.loop) }

  func line(at heard: Int) -> CourseLine { state.withLock { Self.line(in: $0.lines, at: heard) } }

  func publish(_ lines: [CourseLine], isPreparing: Bool, loop: Range<Int>?) {
    state.withLock { $0 = State(lines: lines, isPreparing: isPreparing, loop: loop) }
  }

  private static func line(in lines: [CourseLine], at heard: Int) -> CourseLine {
    lines.last { $0.start <= heard } ?? lines[0]
  }
}
