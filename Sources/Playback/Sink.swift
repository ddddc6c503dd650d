/// Where the queue's frames go to be heard. Lives on the player's thread, speaks in frames of the transport.
protocol Sink: AnyObject {
  /// Whether its time goes on by itself: else nothing is late, and how long a thing took says nothing about when the next can be heard.
  var keepsTime: Bool { get }
  /// Looks after the connection; called on each turn of the player's loop.
  func tend() -> SinkEvent?
  /// When `tend` must be called again though nothing rings.
  var tendAgain: UInt64? { get }
  /// Where the ear and the device are. `fresh` asks the device, else the last answer is carried on.
  func heads(_ horizon: Horizon, fresh: Bool) -> Heads
  /// After `SinkEvent.ready`: `frame` is the first that is written, and the first heard.
  func begin(at frame: Int)
  /// Puts interleaved samples at `frame`, at or before the end of what was written; overwrites what lies there.
  func write(_ samples: UnsafeBufferPointer<Float>, at frame: Int)
  /// These samples were heard; called for each frame once and in order.
  func passed(_ samples: UnsafeBufferPointer<Float>)
  func close()
}

extension Sink {
  var keepsTime: Bool { true }
  func tend() -> SinkEvent? { nil }
  var tendAgain: UInt64? { nil }
  func begin(at frame: Int) {}
  func write(_ samples: UnsafeBufferPointer<Float>, at frame: Int) {}
  func passed(_ samples: UnsafeBufferPointer<Float>) {}
  func close() {}
}

enum SinkEvent {
  /// An empty stream waits for samples.
  case ready
  case report(PlayerReport)
}

/// How far the ear may go, in frames.
struct Horizon {
  /// The end of what is rendered.
  var rendered: Int
  /// The furthest frame that anyone waits for.
  var awaited: Int
}

/// Where a sink stands, in frames.
struct Heads {
  /// Heard now.
  var play: Int
  /// Taken by the device already: only what lies from here on can surely be changed.
  var read: Int
  /// What the device takes at a time; 0 where it takes frame by frame.
  var block = 0
  /// Whether time moves it on.
  var running: Bool

  /// The first frame that can surely be changed.
  var free: Int { max(play, read) }
}

/// Which sink a player gets.
package enum SinkChoice: Sendable {
  /// A PulseAudio server (nil: the usual one) and one of its sinks by name (nil: its default).
  case pulse(server: String? = nil, device: String? = nil)
  /// What is heard goes to `write`, interleaved, each frame once and in order, on the player's thread.
  case file(FilePace, write: @Sendable (UnsafeBufferPointer<Float>) throws -> Void)
  /// Only keeps time.
  case silent
  /// A device that the holder moves by hand.
  case stepped(SteppedDevice)
}

/// How fast a file is played into.
package enum FilePace: Sendable {
  /// As the clock goes.
  case realTime
  /// As fast as it renders, but only as far as someone waits for it (`Player.waitUntilHeard`).
  case awaited
}
