/// What a player plays: a function of frames that may be edited while it sounds.
///
/// Made and used on the player's thread alone, so it needs no locks of its own.
package protocol PlaySource: AnyObject, SendableMetatype {
  /// What is sent from other threads to change the source, as a new snapshot of a graph.
  associatedtype Edit: Sendable

  /// The number of channels, the same for the source's whole life.
  var channels: Int { get }

  /// Renders the samples of `frames`, whose ends lie on the grid of `PlayGrid.block`, into `out`,
  /// interleaved: `frames.count * channels` samples. Ranges follow each other without a gap, but for
  /// an edit, after which they begin again at the edit's frame.
  func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>)

  /// As `render`, but without the sounds that begin with the latest edit: what that edit fades. Asked for ranges
  /// that were rendered just before. Answers false, and writes nothing, where no sound begins.
  func renderContinuing(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) -> Bool

  /// Whether the latest edits did nothing but begin sounds, though what is without them cannot be rendered: then
  /// nothing is faded.
  var onlyBegins: Bool { get }

  /// From `frame` on, a multiple of `PlayGrid.block`, `edit` holds: frames from there on are rendered again. What was
  /// heard before fades within `fade` frames.
  /// Edits that were sent together are applied one after the other at the same frame, and the last holds; later
  /// ones have a later frame.
  func apply(_ edit: Edit, at frame: Int, fade: Int)

  /// The edits that were just applied at `frame` came too late to be heard there: they are taken back, with all
  /// that was rendered since, and applied again at a later frame at once. A source that does nothing here has the
  /// edit from `frame` on, though it is heard only from the later one.
  func retract(from frame: Int)

  /// Frames before `frame` will never be asked again.
  func heard(upTo frame: Int)

  /// The frame up to which it is known what will sound; it is not asked for more before it must be.
  var ready: Int { get }
  /// The frame at which it jumps to what is still being prepared: asked for more, it goes on where it is.
  var unprepared: Int { get }

  /// Whether `edit`, which fades within `fade` frames, is to be prepared first, while what sounds goes on: then it is not
  /// applied now.
  func prepares(_ edit: Edit, fade: Int) -> Bool
  /// Whether something is to be prepared.
  var isPreparing: Bool { get }
  /// Prepares for about `seconds`.
  func prepare(for seconds: Double) -> Preparation<Edit>
  /// What part of what was asked for is prepared, from 0 to 1; nil where nothing was asked for.
  var preparedPart: Double? { get }
  /// Rendering cannot keep up: gives up something, or takes it up again.
  func relieve(_ relief: Relief)
  /// What there is to tell since last asked.
  func takeNews() -> PlayerReport?
}

extension PlaySource {
  package func retract(from frame: Int) {}
  package var onlyBegins: Bool { false }

  package var ready: Int { .max }
  package var unprepared: Int { .max }

  package func prepares(_ edit: Edit, fade: Int) -> Bool { false }
  package var isPreparing: Bool { false }
  package func prepare(for seconds: Double) -> Preparation<Edit> { .ready(nil) }
  package var preparedPart: Double? { nil }
  package func relieve(_ relief: Relief) {}
  package func takeNews() -> PlayerReport? { nil }

  package func renderContinuing(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) -> Bool {
    false
  }
}

/// Is shown what was heard: interleaved samples, and the frame of the first.
package typealias PlayListener = @Sendable (UnsafeBufferPointer<Float>, Int) -> Void

/// The grid on which ranges and edits lie.
package enum PlayGrid {
  /// Frames of one block.
  package static let block = 128

  /// The first frame of the grid that is not before `frame`.
  package static func up(_ frame: Int) -> Int { down(frame + block - 1) }

  /// The last frame of the grid that is not after `frame`.
  package static func down(_ frame: Int) -> Int { frame & ~(block - 1) }
}
