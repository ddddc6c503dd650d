/// The names that a misspelt one may have meant.
package enum NearestNames {
  /// Up to three of `names`: those of which the word is a part before `_`, the nearest, no further than a third of the word away; where
  /// there are none, those that begin with it.
  ///
  /// - Parameter own: those of the names that come first where they are as near, as a patch's own do.
  static func of(_ word: String, among names: some Sequence<String>, own: Set<String> = []) -> [String] {
    let letters = Array(word.lowercased())
    guard letters.count > 1 else { return [] }
    let limit = max(1, min(3, letters.count / 3))
    var found: [(name: String, distance: Int)] = []
    for name in names {
      let distance = distance(letters, Array(name.lowercased()), limit)
      if distance <= limit, name != word { found.append((name, distance)) }
    }
    func rank(_ name: String) -> Int { own.contains(name) ? 0 : 1 }
    found.sort { ($0.distance, rank($0.name), $0.name) < ($1.distance, rank($1.name), $1.name) }
    if found.isEmpty, letters.count > 2 {
      found = names.filter { $0.lowercased().hasPrefix(word.lowercased()) && $0 != word }
        .map { (name: $0, distance: $0.count) }.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
    }
    // Of several of a sort it is the sort that was given, as bass of bass_sub and bass_acid.
    let sorts = letters.count > 2 ? names.filter { $0.hasPrefix(word + "_") }.sorted() : []
    return Array((sorts + found.map(\.name).filter { !sorts.contains($0) }).prefix(3))
  }

  /// `; did you mean a or b?`, or nothing.
  package static func question(
    _ word: String, among names: some Sequence<String>, own: Set<String> = []
  ) -> String {
    let near = of(word, among: names, own: own)
    return near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
  }

  /// Edits between two words, a swap of neighbours being one (Damerau, 1964, restricted); past `limit`, more than it.
  private static func distance(_ a: [Character], _ b: [Character], _ limit: Int) -> Int {
    if abs(a.count - b.count) > limit { return limit + 1 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var before: [Int] = []
    var last = Array(0...b.count)
    for i in 1...a.count {
      var row = [i] + [Int](repeating: 0, count: b.count)
      for j in 1...b.count {
        row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          row[j] = min(row[j], before[j - 2] + 1)
        }
      }
      before = last
      last = row
    }
    return last[b.count]
  }
}
