import Signals

/// A tempo map as JSON: `{"meter": 4, "map": [[frame, cycle, rate, last, length, meter], …]}`, rates in cycles a frame. A
/// stretch that does not tell its meter has the one with which the map ends.
enum TempoCoding {
  static func json(_ tempo: TempoMap) -> JSONValue {
    let map = tempo.stretches.map { stretch in
      JSONValue.array(
        [stretch.frame, stretch.cycle, stretch.rate, stretch.last, stretch.length, stretch.meter].map(
          JSONValue.number))
    }
    return .object(["meter": .number(tempo.meter), "map": .array(map)])
  }

  static func map(_ json: JSONValue, rate: Int) throws -> TempoMap {
    guard let meter = json.fields?["meter"]?.double, (1...64).contains(meter),
      let list = json.fields?["map"]?.list, !list.isEmpty
    else { throw SignalError("tempo: a meter of 1 to 64 beats and a map are expected") }
    let stretches = try list.map { item -> TempoMap.Stretch in
      let numbers = item.list?.compactMap(\.double) ?? []
      guard 5...6 ~= numbers.count, numbers.allSatisfy(\.isFinite), numbers[2] > 0, numbers[3] > 0,
        numbers[4] >= 0, (1...64).contains(numbers.count > 5 ? numbers[5] : meter)
      else {
        let given = (try? item.line()) ?? "no number"
        throw SignalError(
          "tempo: a frame, its cycle, the rate from there, the rate that it glides to, the frames it takes and its meter of 1 to 64 beats are expected; \(given) was given"
        )
      }
      return TempoMap.Stretch(
        frame: numbers[0], cycle: numbers[1], rate: numbers[2], last: numbers[3], length: numbers[4],
        meter: numbers.count > 5 ? numbers[5] : meter)
    }
    guard zip(stretches, stretches.dropFirst()).allSatisfy({ $0.frame < $1.frame }) else {
      throw SignalError("tempo: the frames of a map grow")
    }
    return TempoMap(rate: rate, stretches: stretches)
  }
}
