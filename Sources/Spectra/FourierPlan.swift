import CFFTW
import Synchronization

/// FFTW's planner is one for the whole process and not safe between threads: it is only entered, to make a plan
/// or to destroy one, under this lock.
let planner = Mutex(())

/// FFTW's plan for one length and direction.
///
/// Plans are made with ESTIMATE and from nothing else: measuring would choose by the machine's mood and give other
/// bits in the next process.
final class FourierPlan: Sendable {
  enum Direction: Int32 {
    case forward = -1
    case inverse = 1
  }

  struct Key: Hashable {
    let length: Int
    let direction: Direction
  }

  // Never changed after it was made; FFTW allows any number of threads to execute one plan at once on arrays of
  // their own.
  private nonisolated(unsafe) let plan: fftwf_plan

  /// The two buffers, each of the key's length, serve for their alignment; ESTIMATE leaves their content alone.
  init?(_ key: Key, from input: borrowing FourierBuffer, to output: borrowing FourierBuffer) {
    let (from, to) = (input.start, output.start)
    // Out of the lock comes an address, since a pointer made from the buffers counts as theirs.
    let address = planner.withLock { _ in
      UInt(
        bitPattern: fftwf_plan_dft_1d(
          Int32(key.length), from, to, key.direction.rawValue, FFTW_ESTIMATE | FFTW_PRESERVE_INPUT))
    }
    guard let plan = fftwf_plan(bitPattern: address) else { return nil }
    self.plan = plan
  }

  deinit {
    let plan = plan
    planner.withLock { _ in fftwf_destroy_plan(plan) }
  }

  func execute(from input: borrowing FourierBuffer, to output: borrowing FourierBuffer) {
    fftwf_execute_dft(plan, input.start, output.start)
  }
}
