import Signals

/// Silence, as long as the longest run, for all who read it.
enum Silence {
  nonisolated(unsafe) static let plane: UnsafePointer<Float> = {
    // Never freed and never changed.
    let plane = UnsafeMutablePointer<Float>.allocate(capacity: 64 * Grid.block)
    plane.initialize(repeating: 0, count: 64 * Grid.block)
    return UnsafePointer(plane)
  }()
}
