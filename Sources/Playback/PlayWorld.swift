/// A source that can begin at any frame as if its latest edit had always held.
package protocol PlayWorld: PlaySource {
  /// What plays here, or by `edit`, from `frame` on, a multiple of `PlayGrid.block`. It must be prepared before it is
  /// rendered.
  func anew(at frame: Int, with edit: Edit?) -> Self

  /// What plays here without what has ended by `frame`, as far as that was rendered; nil where nothing has.
  func remaining(at frame: Int) -> Edit?
  /// The same of what plays elsewhere.
  func remaining(of edit: Edit, at frame: Int) -> Edit
  /// How many sounds have ended here so far.
  var endedCount: Int { get }
  /// Frames before `frame` will not be asked again, though they are not heard yet.
  func drop(before frame: Int)

  /// Works towards its first frame for about `seconds`. Answers whether it is there.
  func prepare(for seconds: Double) -> Bool

  /// Part of the way there, from 0 to 1.
  var preparedPart: Double { get }

  /// Whether it can go on only once others have told it something.
  var isWaiting: Bool { get }
}

/// What becomes of what is to be prepared.
package enum Preparation<Edit> {
  /// It is there, and to be applied where there is an edit.
  case ready(Edit?)
  case underway
  /// It waits for others.
  case waiting
}
