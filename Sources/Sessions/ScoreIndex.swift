import Graphs
import Scripting

/// The scores that there are, found by what they were made from: making one asks none of the others.
struct ScoreIndex {
  private struct Key: Hashable {
    let isHeld: Bool
    let instrument: String?
    let text: String
  }
  private var sources: [Int: ScoreSource] = [:]
  private var numbers: [Key: Set<Int>] = [:]
  /// Those of this chunk that follow names: only a chunk's own are pinned.
  private var following: Set<Int> = []
  /// Those whose text is to be asked again.
  private(set) var stale: Set<Int> = []

  var isEmpty: Bool { sources.isEmpty }
  var values: Dictionary<Int, ScoreSource>.Values { sources.values }
  subscript(number: Int) -> ScoreSource? { sources[number] }

  mutating func enter(_ source: ScoreSource) {
    remove(source.number)
    sources[source.number] = source
    enterText(source)
    if source.title.contains("\u{1}") { following.insert(source.number) }
  }

  mutating func remove(_ number: Int) {
    guard let source = sources.removeValue(forKey: number) else { return }
    removeText(source)
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

  private mutating func enterText(_ source: ScoreSource) {
    numbers[key(source), default: []].insert(source.number)
  }

  private mutating func removeText(_ source: ScoreSource) {
    let key = key(source)
    numbers[key]?.remove(source.number)
    if numbers[key]?.isEmpty == true { numbers[key] = nil }
  }

  /// A chunk begins.
  mutating func beginChunk() {
    following.removeAll(keepingCapacity: true)
  }

  /// A name keeps its former meaning for what was built on it: texts may have changed.
  mutating func pinned() { stale.formUnion(following) }

  /// Those that were made from the same, the oldest first.
  func made(from text: String, isHeld: Bool, instrument: String?) -> [Int] {
    numbers[Key(isHeld: isHeld, instrument: instrument, text: text)]?.sorted() ?? []
  }
}
