import Graphs
import Signals

/// The mixer's controls as JSON: `{"gain": -6, "pan": {"signal": "uuid"}, "mute": true, "solo": true}`, what is as it
/// was at the start left out.
enum MixerCoding {
  static func json(_ strip: MixerStrip, _ manager: SignalManager) -> JSONValue {
    var fields: JSONFields = [:]
    for (name, control) in [("gain", strip.gain), ("pan", strip.pan)] where control != .number(0) {
      switch control {
      case .number(let number): fields[name] = .number(number)
      case .signal(let signal): fields[name] = .object(["signal": .string(manager.uuid(of: signal.id))])
      }
    }
    if strip.isMuted { fields["mute"] = .bool(true) }
    if strip.isSoloed { fields["solo"] = .bool(true) }
    return .object(fields)
  }

  static func strip(_ json: JSONValue, _ signal: (String) -> Signal?) throws -> MixerStrip {
    guard let fields = json.fields else { throw SignalError("an object is expected") }
    var strip = MixerStrip()
    func control(_ name: String, _ range: ClosedRange<Double>) throws -> MixerStrip.Control {
      guard let value = fields[name] else { return .number(0) }
      if let number = value.double {
        guard range.contains(number) else {
          throw SignalError(
            "\(name): \(Numerals.text(number)) was given; \(Numerals.text(range.lowerBound)) to \(Numerals.text(range.upperBound)) is expected"
          )
        }
        return .number(number)
      }
      guard let uuid = value.fields?["signal"]?.text else {
        throw SignalError("\(name): a number, or an object with a signal, is expected")
      }
      guard let signal = signal(uuid) else {
        throw SignalError("\(name): it refers to \(uuid), which is not in the file")
      }
      return .signal(signal)
    }
    func flag(_ name: String) throws -> Bool {
      switch fields[name] {
      case nil: return false
      case .bool(let flag)?: return flag
      default: throw SignalError("\(name): true or false is expected")
      }
    }
    strip.gain = try control("gain", MixerStrip.gains)
    strip.pan = try control("pan", -1...1)
    (strip.isMuted, strip.isSoloed) = (try flag("mute"), try flag("solo"))
    return strip
  }
}
