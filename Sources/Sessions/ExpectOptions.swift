import Measures
import Scripting
import Signals

/// How near an answer must come, as `expect` is told.
extension Session {
  static let expectOptions: Set<String> = [
    "within", "by", "cents", "decibels", "spectrum", "seconds", "margin", "from", "to", "length",
  ]

  func expectOptions(_ value: LuaValue) throws -> LuaTable? {
    guard !value.isNil else { return nil }
    guard let table = value.asTable else {
      throw LuaError(
        "expect: options are expected in a table, as in {within = -60}; \(value.described) was given")
    }
    for key in try table.keys() where !Self.expectOptions.contains(key.asString ?? "") {
      throw LuaError(
        "expect: \(key.described) is no option; \(Self.expectOptions.sorted().joined(separator: ", ")) are"
          + NearestNames.question(key.asString ?? "", among: Self.expectOptions))
    }
    return table
  }

  /// A finite number of a table, where it has one of that name. What is no number would make every answer right.
  func figure(
    _ table: LuaTable?, _ name: String, _ word: String, atLeast least: Double? = nil
  ) throws -> Double? {
    guard let value = try table?[name], !value.isNil else { return nil }
    if let number = value.asDouble, number.isFinite, number >= least ?? number { return number }
    let bound = least.map { ", \(Numerals.text($0)) or above," } ?? ""
    throw LuaError("\(word)\(name): a finite number\(bound) is expected; \(value.described) was given")
  }

  func tolerances(_ options: LuaTable?, _ within: Double) throws -> Tolerances {
    func option(_ name: String, _ standard: Double) throws -> Double {
      try figure(options, name, "expect: ", atLeast: name == "within" ? nil : 0) ?? standard
    }
    let by = try options?["by"] ?? .nil
    guard by.isNil || by == "samples" || by == "sound" else {
      throw LuaError("expect: by: \"samples\" or \"sound\" is expected; \(by.described) was given")
    }
    var found = try by == "sound" ? Tolerances.sound : .samples(within: option("within", within))
    found.cents = try option("cents", found.cents)
    found.decibels = try option("decibels", found.decibels)
    found.spectrum = try option("spectrum", found.spectrum)
    found.seconds = try option("seconds", found.seconds)
    return found
  }
}
