import Glibc
import Graphs
import Pictures
import Scripting
import Signals
import Workspaces

/// A name that is bound to a knob.
struct KnobName {
  let name: String
  let value: Double
  let lo: Double
  let hi: Double

  /// Whether its steps are factors: what goes over more than a factor of 20 is heard and read as ratios, as frequencies
  /// are.
  var isGeometric: Bool { lo > 0 && hi >= 20 * lo }

  /// Where it stands, from 0 to 1.
  var place: Double {
    let place =
      isGeometric ? (log(value) - log(lo)) / (log(hi) - log(lo)) : (value - lo) / (hi - lo)
    return place.isFinite ? min(1, max(0, place)) : 0
  }

  /// The value so many hundredths of the way on, as short as it can be told.
  func stepped(_ steps: Int) -> Double {
    let wanted = min(1, max(0, place + Double(steps) / 100))
    if wanted <= 0 { return lo }
    if wanted >= 1 { return hi }
    let exact = isGeometric ? exp(log(lo) + (log(hi) - log(lo)) * wanted) : lo + (hi - lo) * wanted
    // Three digits of a factor of at least 1.03, or a tenth of a step at least.
    let scale = isGeometric ? exact : (hi - lo) / 100
    let unit = pow(10, floor(log10(scale)) - (isGeometric ? 2 : 1))
    let rounded = (exact / unit).rounded() * unit
    return min(hi, max(lo, Double(Decimal.short(rounded, digits: 12)) ?? rounded))
  }
}

/// The step of undo that a run of steps of one knob is.
struct KnobStep {
  let name: String
  var title: String
  /// Its number, once it was made.
  var joined: Int?
}

/// Knobs: names whose value is set as a number's is.
extension Session {
  /// The knob that a name is bound to.
  func knob(_ name: String) -> KnobName? {
    guard case .signal(let signal)? = workspace.names[name] else { return nil }
    return knob(name, signal.id)
  }

  private func knob(_ name: String, _ row: SignalID) -> KnobName? {
    guard manager[row].type == "knob" else { return nil }
    func told(_ parameter: String) -> Double? {
      switch argument(of: row, parameter) {
      case .number(let value): value
      default: nil
      }
    }
    guard let value = told("value"), let lo = told("lo"), let hi = told("hi") else { return nil }
    return KnobName(name: name, value: value, lo: lo, hi: hi)
  }

  /// All of them, or those that a signal hangs on.
  func knobNames(below object: SignalObject? = nil) -> [KnobName] {
    let names = workspace.names.keys.sorted().filter { !isHidden($0) }
    let found = names.compactMap { knob($0) }
    guard let object else { return found }
    return found.filter { knob in
      guard let slot = workspace.slot(knob.name)?.id else { return false }
      return slot == object.signal.id || manager.dependents(of: slot).contains(object.signal.id)
    }
  }

  /// What `cut = 900` does where cut is a knob.
  func setKnob(_ knob: KnobName, to value: Double) throws {
    guard (knob.lo...knob.hi).contains(value) else {
      throw LuaError(
        "\(knob.name): \(Numerals.text(value)) was given; this knob goes from \(Numerals.text(knob.lo)) to \(Numerals.text(knob.hi)) (\(knob.name) = knob(\(Numerals.text(value)), lo, hi) makes another)"
      )
    }
    guard let kind = manager.catalogue["knob"] else { return }
    // By keys it is no assignment of the chunk's, and has to fit all the same.
    namesBound.insert(knob.name)
    try bind(knob.name, make(kind, [.number(value), .number(knob.lo), .number(knob.hi)]).signal)
  }

  /// An edit of its own, joined to the step before where that is one of the same knob.
  func stepKnob(_ name: String, to value: Double) throws {
    guard let knob = knob(name), knob.value != value else { return }
    if knobStep?.name != name { endKnobRun() }
    let title = "\(name) = \(Numerals.text(value))"
    if knobStep == nil { knobStep = KnobStep(name: name, title: title) }
    _ = try amidRun {
      try run(titled: title, frame: nil) {
        try setKnob(knob, to: value)
        return []
      }
    }
    knobStep?.title = title
    knobStep?.joined = workspace.presentStep
  }

  /// What `body` does belongs to the run of a knob.
  func amidRun<R>(_ body: () throws -> R) rethrows -> R {
    let outer = isAmidRun
    isAmidRun = true
    defer { isAmidRun = outer }
    return try body()
  }

  /// What a run of steps did is one line of the journal.
  func endKnobRun() {
    guard let step = knobStep else { return }
    knobStep = nil
    if step.joined != nil { journalChunk(step.title, isTyped: true) }
  }
}
