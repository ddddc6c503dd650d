/// Where a loop's passes begin and end.
extension Transport {
  /// The project's frame at which a line leaves a loop that it is in, with the next pass's fade before it.
  static func end(of loop: Range<Int>, along line: CourseLine) -> Double? {
    // A pass begins outside, and the course may turn there.
    if line.rate > 0, line.origin < Double(loop.upperBound + lead) { return Double(loop.upperBound - lead) }
    if line.rate < 0, line.origin > Double(loop.lowerBound - lead) { return Double(loop.lowerBound + lead) }
    return nil
  }

  /// Whether a line is in a loop, far enough before its end.
  static func isWithin(_ loop: Range<Int>, _ line: CourseLine, fade: Int) -> Bool {
    guard let end = end(of: loop, along: line), loop.contains(Int(line.origin)) else { return false }
    return line.isPaused || (end - line.origin) / line.rate >= Double(fade)
  }

  /// The frame of the project at which a pass begins, its fade before it.
  static func start(of loop: Range<Int>, speed: Double) -> Int {
    speed > 0 ? loop.lowerBound - lead : loop.upperBound + lead
  }

  /// The frames that are played again and again, where these were asked for.
  static func onGrid(_ frames: Range<Int>) -> Range<Int> {
    let start = PlayGrid.down(frames.lowerBound)
    return start..<start + max(16 * PlayGrid.block, PlayGrid.down(frames.count + PlayGrid.block / 2))
  }

  /// Frames of the project between the fade to the next pass and that pass's own beginning.
  static var lead: Int { 8 * PlayGrid.block }
}
