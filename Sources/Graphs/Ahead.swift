import Glibc
import Signals
import Synchronization
import Threads

/// Pieces that a thread of its own renders ahead of whoever asks for them, in order; who asks for others waits until it
/// has begun anew there.
final class Ahead {
  /// The planes of a piece, and for each of its blocks whether it is uniform.
  struct Room {
    let samples: UnsafeMutablePointer<Float>
    let flags: UnsafeMutablePointer<Bool>
    static let stride = Ahead.piece
  }
  /// What fills rooms, made on the thread and used there alone.
  struct Filler {
    /// Puts frames into a room. They begin on the grid, or at an end that was expected; where flags are read both are the same.
    let fill: (_ frames: Range<Int>, _ room: Room) throws -> Void
    /// Called when no more is asked.
    let finish: () -> Void
  }
  /// Makes it: given what asks for preparations, which whoever takes the pieces makes, and what tells that it shall end.
  typealias Make = (_ onNeed: @escaping (ScoreNeed) throws -> Void, _ isOver: @escaping () -> Bool) -> Filler

  /// Frames.
  static let piece = KeepingPolicy.longestRun * Grid.block
  /// Pieces that wait or are in work.
  private static let most = 4

  private let work: Work
  private let thread: pthread_t

  /// - Parameter end: the frame behind the last that is expected to be asked.
  /// Nil where no thread can be started.
  init?(channels: Int, end: Int = .max, _ make: @escaping Make) {
    let work = Work(channels: channels, end, make)
    guard let thread = try? OwnThread.start("neap ahead", { work.run() }) else { return nil }
    (self.work, self.thread) = (work, thread)
  }

  deinit {
    work.end()
    pthread_join(thread, nil)
  }

  /// Says that frames from this one on are asked next, before who asks does something else.
  func begin(at frame: Int) { work.look(for: frame, to: nil) }

  /// Shows what there is of `frames`, piece by piece.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked while it waits; true ends it.
  ///   - onNeed: prepares what the thread asks for.
  func take(
    _ frames: Range<Int>, isInterrupted: () -> Bool, onNeed: (ScoreNeed) throws -> Void = { _ in },
    _ body: (_ frames: Range<Int>, _ first: Int, _ room: Room) -> Void
  ) throws {
    var at = frames.lowerBound
    while at < frames.upperBound {
      switch work.next(at, frames.upperBound) {
      case nil: if isInterrupted() { throw RenderInterrupted() }
      case .piece(let piece, let room):
        let part = at..<min(frames.upperBound, piece.upperBound)
        body(part, at - piece.lowerBound, room)
        at = part.upperBound
      case .need(let need):
        work.answer(Result { try onNeed(need) })
      case .failure(let error): throw error
      }
    }
  }

  private final class Work: @unchecked Sendable {
    // Unchecked because rooms are written: by the thread while one is neither free nor ready, and read by who takes the
    // pieces while it is ready, which it stays until he asks for a later frame. What `make` makes is the thread's alone.

    private struct State {
      var free: [Int]
      var ready: [(room: Int, frames: Range<Int>)] = []
      /// The first frame of the piece that is in work, or comes next; nil until something is asked for.
      var next: Int?
      /// Counts beginnings: what was in work when it began anew is not wanted.
      var round = 0
      var need: ScoreNeed?
      var answer: Result<Void, any Error>?
      var failure: (any Error)?
      var isOver = false
      /// No frame from this one on is rendered before it is asked for.
      var end: Int
    }
    enum Next {
      case piece(Range<Int>, Room)
      case need(ScoreNeed)
      case failure(any Error)
    }

    private let state: Monitor<State>
    private let rooms: [Room]
    private let make: Make
    private let isOver = Atomic(false)

    init(channels: Int, _ end: Int, _ make: @escaping Make) {
      self.make = make
      rooms = (0..<Ahead.most).map { _ in
        Room(
          samples: .allocate(capacity: channels * Ahead.piece),
          flags: .allocate(capacity: Ahead.piece / Grid.block))
      }
      state = Monitor(State(free: Array(rooms.indices), end: end))
    }

    deinit {
      for room in rooms {
        room.samples.deallocate()
        room.flags.deallocate()
      }
    }

    func end() {
      isOver.store(true, ordering: .relaxed)
      state.with { $0.isOver = true }
    }

    func answer(_ result: Result<Void, any Error>) { state.with { $0.answer = result } }

    /// Gives back what lies before a frame, and begins anew there where that is neither ready nor comes next.
    func look(for frame: Int, to end: Int?) {
      state.with { state in
        while let first = state.ready.first, first.frames.upperBound <= frame {
          state.free.append(state.ready.removeFirst().room)
        }
        // Behind the end that was expected by whole pieces.
        state.end = max(state.end, end ?? (frame < state.end ? frame : frame + Ahead.piece))
        if let first = state.ready.first {
          if first.frames.contains(frame) { return }
        } else if let next = state.next, next <= frame, frame - next < Ahead.piece || state.failure != nil {
          return
        }
        state.free += state.ready.map(\.room)
        state.ready = []
        state.next = Grid.floor(frame)
        state.failure = nil
        state.round += 1
      }
    }

    /// The piece that holds a frame, or what stands in its way; nil where that takes long.
    func next(_ frame: Int, _ end: Int) -> Next? {
      look(for: frame, to: end)
      return state.wait(milliseconds: 20) { state in
        if let first = state.ready.first, first.frames.contains(frame) {
          return .piece(first.frames, rooms[first.room])
        }
        if let need = state.need {
          state.need = nil
          return .need(need)
        }
        if let failure = state.failure {
          (state.failure, state.next) = (nil, nil)
          return .failure(failure)
        }
        return nil
      }
    }

    // MARK: On the thread

    func run() {
      let filler = make(
        { [unowned self] in try ask($0) }, { [unowned self] in isOver.load(ordering: .relaxed) })
      defer { filler.finish() }
      while let (room, frames, round) = begin() {
        let result = Result { try filler.fill(frames, rooms[room]) }
        state.with { state in
          guard state.round == round else { return state.free.append(room) }
          switch result {
          case .success:
            state.ready.append((room, frames))
            state.next = frames.upperBound
          case .failure(let error):
            state.free.append(room)
            state.failure = error
          }
        }
      }
    }

    /// A free room and the next piece; nil at the end.
    private func begin() -> (room: Int, frames: Range<Int>, round: Int)? {
      state.wait { state -> (room: Int, frames: Range<Int>, round: Int)?? in
        if state.isOver { return .some(nil) }
        guard state.failure == nil, let at = state.next, at < state.end, let room = state.free.popLast()
        else { return nil }
        return (room, at..<min(at + Ahead.piece, state.end), state.round)
      }
    }

    private func ask(_ need: ScoreNeed) throws {
      state.with {
        $0.answer = nil
        $0.need = need
      }
      let answer = state.wait { state -> Result<Void, any Error>? in
        state.isOver ? .failure(RenderInterrupted()) : state.answer
      }
      try answer.get()
    }
  }
}
