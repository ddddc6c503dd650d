import Graphs
import Kinds
import Signals
import Testing

/// Every kind works for any number of channels: it answers with one for each of its input's, or with what is told here.
@Suite struct ChannelLawTests {
  static let counts = [1, 2, 3, 5, 8]
  /// How many channels come of how many, where that is not the same.
  private static let shapes: [String: @Sendable (Int) -> Int] = [
    "pan": { _ in 2 }, "balance": { max(2, $0) }, "width": { max(2, $0) }, "rotate": { max(2, $0) },
    "hilbert": { 2 * $0 }, "channel": { _ in 1 }, "channel_peak": { _ in 1 }, "matrix": { _ in 2 },
    "channels": { 2 * $0 }, "stereo": { _ in 2 },
  ]
  /// Kinds whose channels hang on each other.
  private static let joint: Set<String> = [
    "compressor", "expander", "gate", "duck", "hadamard", "pan", "balance", "width", "rotate", "hilbert",
    "channel",
    "channel_peak", "matrix", "channels", "stereo", "polyphase_down",
  ]

  /// A kind over a wave of `count` channels, all else as it is by itself; nil for a kind that takes none.
  private func make(_ kind: SignalKind, _ count: Int, of manager: SignalManager, picking channel: Int? = nil)
    throws -> Signal?
  {
    func row(_ type: String, _ arguments: [Argument]) -> Signal {
      let rest = manager.catalogue[type]?.parameters.dropFirst(arguments.count).compactMap(\.standard) ?? []
      return manager.signal(SignalData(type: type, arguments: arguments + rest))
    }
    func tone(_ number: Int) -> Signal { row("sine", [.number(Double(200 + 37 * number))]) }
    var held: [Signal] = []
    let tones = channel.map { [tone($0)] } ?? (0..<count).map(tone)
    held += tones
    let wide = tones.count == 1 ? tones[0] : row("channels", [.signals(tones.map(\.id))])
    let input = row("trim", [.signal(wide.id), .number(0), .number(0.1)])
    held += [wide, input]
    var isGiven = false
    let arguments = kind.parameters.map { parameter -> Argument in
      switch parameter.form {
      case .stream(nil, _) where !isGiven || kind.name == "stereo":
        isGiven = true
        return .signal(input.id)
      case .streams:
        isGiven = true
        return .signals([input.id, input.id])
      case .stream(let range, let quantity):
        if let standard = parameter.standard { return standard }
        guard let range else {
          held.append(tone(9))
          // An impulse response is a signal that ends.
          if parameter.name == "response" {
            held.append(row("trim", [.signal(held[held.count - 1].id), .number(0), .number(0.01)]))
          }
          return .signal(held[held.count - 1].id)
        }
        return .number(quantity == .seconds ? 0.01 : min(max(range.lowerBound, 1), range.upperBound))
      case .number(let range, let quantity):
        if let standard = parameter.standard { return standard }
        if parameter.name == "upper" { return .number(0.05) }
        return .number(quantity == .seconds ? 0.01 : min(max(range.lowerBound, 1), range.upperBound))
      case .samples where kind.name == "matrix":
        return .samples(Samples([[Float]](repeating: [Float](repeating: 0.5, count: count), count: 2)))
      case .numbers where kind.name == "sos": return .numbers([1, 0, 0, 1, 0, 0])
      // One list for all channels.
      case .samples: return .samples(Samples([[0.5, 1]]))
      case .curve: return .samples(Samples([[-1, 0, 1]]))
      case .numbers: return parameter.standard ?? .numbers([0.5])
      default: return parameter.standard ?? .text("")
      }
    }
    guard isGiven else { return nil }
    return withExtendedLifetime(held) {
      manager.signal(SignalData(type: kind.name, arguments: arguments))
    }
  }

  @Test(arguments: Catalogue.all.kinds.map(\.name).sorted()) func everyKindAnswersAnyNumber(_ name: String)
    throws
  {
    let manager = RandomGraph.manager()
    let kind = try #require(manager.catalogue[name])
    for count in Self.counts {
      guard let made = try make(kind, count, of: manager) else { continue }
      if manager.isOpen(made.id) { continue }
      let problem: String?
      var shape: SignalShape?
      do {
        shape = try manager.version(of: made.id).shape
        problem = nil
      } catch { problem = "\(error)" }
      if name == "stereo", count > 1 {
        #expect(problem?.contains("expected one (channel(n) picks one)") == true, "stereo of \(count)")
      } else if name == "hadamard", count & (count - 1) != 0 {
        #expect(problem?.contains("expected 1, 2, 4, 8, 16, 32 or 64") == true, "hadamard of \(count)")
      } else {
        let found = try #require(shape, "\(name) of \(count): \(problem ?? "")")
        #expect(found.channels == Self.shapes[name]?(count) ?? count, "\(name) of \(count)")
        let planes = try manager.samples(of: made.id, -50..<1_500)
        #expect(planes.count == found.channels)
      }
    }
  }

  /// Channel n of the answer is the answer for channel n, to the bit, where channels have nothing to do with each other.
  @Test(arguments: Catalogue.all.kinds.map(\.name).filter { !joint.contains($0) }.sorted())
  func channelsDoNotMeet(_ name: String) throws {
    let manager = RandomGraph.manager()
    let kind = try #require(manager.catalogue[name])
    guard let wide = try make(kind, 3, of: manager), !manager.isOpen(wide.id) else { return }
    let planes = try manager.samples(of: wide.id, -50..<1_500)
    for channel in 0..<3 {
      guard let single = try make(kind, 3, of: manager, picking: channel) else { continue }
      let plane = try manager.samples(of: single.id, -50..<1_500)
      #expect(difference(plane, [planes[channel]]) == nil, "\(name), channel \(channel)")
    }
  }
}
