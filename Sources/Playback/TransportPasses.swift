/// What sounds in the passes of a loop that are still to come.
struct TransportPasses<World: PlayWorld> {
  typealias Reel = TransportReel<World>

  /// How many edits there were; a reel that was made after the last of them has its number.
  var edition = 0
  /// Those that are prepared and were not heard yet.
  private var prepared: [Reel] = []
  private var underway: Reel?

  init(edition: Int = 0) { self.edition = edition }

  /// How many are prepared as the patch is now.
  var count: Int { prepared.lazy.filter { $0.edition == edition }.count }

  /// How many are prepared: those from before take the edits on that came since.
  var whole: Int { prepared.count }

  /// The next pass, as the patch is now where it can be.
  mutating func take() -> Reel? {
    guard whole > 0 else { return nil }
    return prepared.remove(at: prepared.firstIndex { $0.edition == edition } ?? 0)
  }

  /// These were to begin later and are to begin anew.
  mutating func putBack(_ reels: [Reel]) { prepared.insert(contentsOf: reels, at: 0) }

  /// These are to sound from now on.
  mutating func replace(by new: Self) { (prepared, underway) = (new.prepared, new.underway) }

  mutating func removeAll() { (prepared, underway) = ([], nil) }

  /// Goes on with one more pass, which `make` makes.
  mutating func prepare<Edit>(for seconds: Double, _ make: () -> Reel) -> Preparation<Edit> {
    if underway?.edition != edition { underway = nil }
    let reel = underway ?? make()
    reel.edition = edition
    underway = reel
    guard reel.prepare(for: seconds) else { return reel.isWaiting ? .waiting : .underway }
    underway = nil
    // From here on the queue holds enough of them.
    prepared.removeAll { $0.edition != edition }
    prepared.append(reel)
    return .ready(nil)
  }
}
