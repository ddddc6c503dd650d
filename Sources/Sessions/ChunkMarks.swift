/// What a chunk asked for beside names and sounds; begun anew with each.
struct ChunkMarks {
  /// Seconds over which this chunk's edit fades, where it is not the session's.
  var fade: Double?
  /// The sounds whose controls it set, and `nil` for the master's chain: what they were made of keeps its meaning.
  var mixed: Set<String?> = []
  /// Whether it comes again and again by itself: what it changes belongs to the step before it.
  var isRecurring = false
}
