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
    /// Puts frames that begin on the grid into a room.
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

  /// Nil where no thread can be started.
  init?(channels: Int, _ make: @escaping Make) {
    let work = Work(channels: channels, make)
    guard let thread = OwnThread.start("neap ahead", { work.run() }) else { return nil }
    (self.work, self.thread) = (work, thread)
  }

  deinit {
    work.end()
    pthread_join(thread, nil)
  }

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
      switch work.next(at) {
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

    init(channels: Int, _ make: @escaping Make) {
      self.make = make
      rooms = (0..<Ahead.most).map { _ in
        Room(
          samples: .allocate(capacity: channels * Ahead.piece),
          flags: .allocate(capacity: Ahead.piece / Grid.block))
      }
      state = Monitor(State(free: Array(rooms.indices)))
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

    /// The piece that holds a frame, or what stands in its way; nil where that takes long.
    func next(_ frame: Int) -> Next? {
      state.wait(milliseconds: 20) { state in
        while let first = state.ready.first, first.frames.upperBound <= frame {
          state.free.append(state.ready.removeFirst().room)
        }
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
        let comes = state.next.map { $0..<$0 + Ahead.piece }
        if !state.ready.isEmpty || comes?.contains(frame) != true {
          state.free += state.ready.map(\.room)
          state.ready = []
          state.next = Grid.floor(frame)
          state.round += 1
        }
        return nil
      }
    }

    // MARK: On the thread

    func run() {
      let filler = make(
        { [unowned self] in try ask($0) }, { [unowned self] in isOver.load(ordering: .relaxed) })
      defer { filler.finish() }
      while let (room, at, round) = begin() {
        let frames = at..<at + Ahead.piece
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

    /// A free room and the first frame of the next piece; nil at the end.
    private func begin() -> (room: Int, at: Int, round: Int)? {
      state.wait { state -> (room: Int, at: Int, round: Int)?? in
        if state.isOver { return .some(nil) }
        guard state.failure == nil, let at = state.next, let room = state.free.popLast() else { return nil }
        return (room, at, state.round)
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
