/// Digests of what a score plays from the clock's beginning up to a frame: made once, and gone on from where the frame
/// before ended.
final class EventDigests {
  private struct Part {
    let end: Int
    let maker: DigestMaker
    /// The last value that was held: one that is entered again where a prepared stretch begins changes nothing.
    let value: Float?
  }

  private let events: ScoreEvents
  private var parts: [Part] = [Part(end: 0, maker: DigestMaker(), value: nil)]

  init(_ events: ScoreEvents) { self.events = events }

  /// The digest of the events that begin before `end`, all of which are prepared; nil where a voice has none.
  func digest(before end: Int, _ voice: (SignalVersion) -> SignalDigest?) -> SignalDigest? {
    var place = parts.count - 1
    while parts[place].end > end { place -= 1 }
    let part = parts[place]
    if part.end == end { return part.maker.digest }
    var (maker, held) = (part.maker, part.value)
    for event in events.events(in: part.end..<end) {
      if let version = event.voice {
        guard let digest = voice(version) else { return nil }
        maker.add(digest)
        maker.add(UInt64(event.group))
      } else {
        if event.value == held { continue }
        held = event.value
        maker.add(UInt64.max)
      }
      maker.add(event.onset)
      maker.add(UInt64(event.value.bitPattern))
    }
    parts.insert(Part(end: end, maker: maker, value: held), at: place + 1)
    return maker.digest
  }
}
