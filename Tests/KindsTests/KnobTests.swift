import Kinds
import Signals
import Testing

/// What a knob says of itself.
struct KnobTests {
  @Test func aKnobIsAConstantWithinItsEnds() throws {
    let context = KindContext(rate: 48_000) { _ in throw SignalError("no files") }
    let kind = SignalKind.knob
    let made = try kind.make(context, [.number(3), .number(1), .number(5)])
    #expect(made.kernel.constant == [3])
    #expect(made.kernel.shape == SignalShape(channels: 1, period: 1))
    for (value, lo, hi) in [(0.0, 1.0, 5.0), (6, 1, 5), (1, 1, 1), (1, 5, 1)] {
      #expect(throws: SignalError.self) {
        _ = try kind.make(context, [.number(value), .number(lo), .number(hi)])
      }
    }
  }
}
