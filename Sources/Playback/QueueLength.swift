/// Lengths of the play queue and what lies in it, in seconds.
enum QueueLength {
  /// It is filled up to `high` when it has run down to `low`, the server's own target length: so the server
  /// never asks, and the player sleeps in between.
  static let low = 2.0
  static let high = 2.2
  /// What is rendered of an edit, apart from its fade, before anything else.
  static let first = 0.02
  /// Edits that are to be heard at a given frame are put in so long before it.
  static let editAhead = 0.05
  /// How often an edit's frame is chosen before it goes to the queue's end.
  static let attempts = 3
  /// An edit whose first piece takes more of the time than this would let the queue run empty.
  static let bearable = 0.9
  /// With more than this in the queue what is to be heard later is prepared, slice by slice.
  static let spare = 1.0
  static let slice = 0.003
  /// Less than this is told.
  static let alarm = 0.3
  /// With less than this nothing is waited for.
  static let least = 0.03
  /// While much is rendered, the ear is looked for so often.
  static let lookEvery = 0.1
}
