import Graphs
import Scripting

/// The scores that there are, found by what they were made from: making one asks none of the others.
struct ScoreIndex {
  private struct Key: Hashable {
    let isHeld: Bool
    let instrument: String?
    let text: String
  }
  private struct Outline: Hashable {
    let isHeld: Bool
    let outline: String
  }
  private var sources: [Int: ScoreSource] = [:]
  private var numbers: [Key: Set<Int>] = [:]
  private var alike: [Outline: Set<Int>] = [:]
  /// Those of this chunk.
  private var entered: Set<Int> = []
  /// Those of this chunk that follow names: only a chunk's own are pinned.
  private var following: Set<Int> = []
  /// Those whose text is to be asked again.
  private(set) var stale: Set<Int> = []
  /// What those of an outline play from the edit on, as far as it is known: by its end and its events.
  private var futures: [Outline: [Int: [Int: [Int]]]] = [:]

  var isEmpty: Bool { sources.isEmpty }
  var values: Dictionary<Int, ScoreSource>.Values { sources.values }
  subscript(number: Int) -> ScoreSource? { sources[number] }

  mutating func enter(_ source: ScoreSource) {
    remove(source.number)
    sources[source.number] = source
    enterText(source)
    entered.insert(source.number)
    if source.title.contains("\u{1}") { following.insert(source.number) }
  }

  mutating func remove(_ number: Int) {
    guard let source = sources.removeValue(forKey: number) else { return }
    removeText(source)
    entered.remove(number)
    following.remove(number)
    stale.remove(number)
  }

  mutating func setText(_ text: String, of source: ScoreSource) {
    stale.remove(source.number)
    guard source.text != text else { return }
    removeText(source)
    source.text = text
    enterText(source)
  }

  private func key(_ source: ScoreSource) -> Key {
    Key(isHeld: source.isHeld, instrument: source.instrumentName, text: source.text)
  }
  private func outline(_ source: ScoreSource) -> Outline {
    Outline(isHeld: source.isHeld, outline: ScoreSource.outline(source.text))
  }

  private mutating func enterText(_ source: ScoreSource) {
    numbers[key(source), default: []].insert(source.number)
    if source.holdsFunctions { alike[outline(source), default: []].insert(source.number) }
  }

  private mutating func removeText(_ source: ScoreSource) {
    let key = key(source)
    numbers[key]?.remove(source.number)
    if numbers[key]?.isEmpty == true { numbers[key] = nil }
    guard source.holdsFunctions else { return }
    let outline = outline(source)
    alike[outline]?.remove(source.number)
    if alike[outline]?.isEmpty == true { alike[outline] = nil }
  }

  /// A chunk begins.
  mutating func beginChunk() {
    entered.removeAll(keepingCapacity: true)
    following.removeAll(keepingCapacity: true)
    futures.removeAll(keepingCapacity: true)
  }

  /// A name keeps its former meaning for what was built on it: texts may have changed.
  mutating func pinned() { stale.formUnion(following) }

  /// Those that were made from the same, the oldest first.
  func made(from text: String, isHeld: Bool, instrument: String?) -> [Int] {
    numbers[Key(isHeld: isHeld, instrument: instrument, text: text)]?.sorted() ?? []
  }

  // MARK: Alike but for their functions

  /// The scores of earlier chunks that were written as `source` was, and may play the same from `frame` on, the oldest first. Each is asked
  /// once in a chunk for what it plays (`known`), and `source` once for each of the different ends of that.
  mutating func candidates(
    for source: ScoreSource, from frame: Int, known: (ScoreSource) throws -> (end: Int, hash: Int)?,
    own: (Range<Int>) throws -> Int
  ) throws -> [Int] {
    let outline = outline(source)
    if futures[outline] == nil {
      var found: [Int: [Int: [Int]]] = [:]
      for number in (alike[outline] ?? []).subtracting(entered).sorted() {
        guard let other = sources[number], let future = try known(other) else { continue }
        found[future.end, default: [:]][future.hash, default: []].append(number)
      }
      futures[outline] = found
    }
    var numbers: [Int] = []
    for (end, byHash) in futures[outline] ?? [:] {
      numbers += byHash[try own(frame..<end)] ?? []
    }
    return numbers.sorted()
  }
}
