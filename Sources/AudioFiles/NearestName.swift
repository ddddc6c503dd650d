/// The name among `candidates` that was most likely meant by `given`, or nil where none is near.
///
/// Case counts for nothing, a name without its ending counts as the name, and at most one letter in three may
/// differ. Equally near names are taken in alphabetical order, so the answer does not depend on the folder's.
package func nearestName(to given: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(given.lowercased())
  let allowed = max(1, wanted.count / 3)
  var best: (distance: Int, name: String)?
  for name in candidates {
    let lowered = name.lowercased()
    var distance = editDistance(wanted, Array(lowered), atMost: allowed)
    if let dot = lowered.lastIndex(of: "."), !wanted.contains(".") {
      distance = min(distance, editDistance(wanted, Array(lowered[..<dot]), atMost: allowed))
    }
    if distance <= allowed, best.map({ (distance, name) < $0 }) ?? true { best = (distance, name) }
  }
  return best?.name
}

/// The least number of letters to insert, delete, change or swap with their neighbour (Damerau, 1964, in the
/// restricted form) that make `a` into `b`; anything larger than `limit` where it is past that.
private func editDistance(_ a: [Character], _ b: [Character], atMost limit: Int) -> Int {
  guard abs(a.count - b.count) <= limit else { return limit + 1 }
  var before: [Int] = []
  var row = Array(0...b.count)
  for i in a.indices {
    var next = [i + 1]
    next.reserveCapacity(b.count + 1)
    for j in b.indices {
      var cost = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      next.append(cost)
    }
    (before, row) = (row, next)
  }
  return row[b.count]
}
