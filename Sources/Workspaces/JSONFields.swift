/// The fields of a JSON object, sorted by name: what is written of them is sorted, and a row of a workspace has so few that
/// looking through them costs less than hashing a name.
package struct JSONFields: Hashable, Sendable {
  private struct Field: Hashable, Sendable {
    var name: String
    var value: JSONValue
  }
  private var list: [Field] = []

  /// More are not looked through one by one.
  private static let few = 12

  package init() {}

  /// Of fields that bear one name the first counts.
  init(_ pairs: ArraySlice<(name: String, value: JSONValue)>) {
    list.reserveCapacity(pairs.count)
    var isSorted = true
    for (name, value) in pairs {
      if isSorted, let last = list.last, last.name >= name { isSorted = false }
      list.append(Field(name: name, value: value))
    }
    guard !isSorted else { return }
    // A sort that keeps the order of what is equal (Swift's does; its manual does not promise it).
    let order = list.indices.sorted { (list[$0].name, $0) < (list[$1].name, $1) }
    var sorted: [Field] = []
    sorted.reserveCapacity(list.count)
    for index in order where sorted.last?.name != list[index].name { sorted.append(list[index]) }
    list = sorted
  }

  package init(_ dictionary: [String: JSONValue]) {
    self.init(dictionary.map { (name: $0.key, value: $0.value) }[...])
  }

  package var isEmpty: Bool { list.isEmpty }
  package var count: Int { list.count }
  package var keys: [String] { list.map(\.name) }
  package var values: [JSONValue] { list.map(\.value) }
  package var first: (key: String, value: JSONValue)? { list.first.map { ($0.name, $0.value) } }

  package subscript(name: String) -> JSONValue? {
    get { find(name).map { list[$0].value } }
    set {
      if let place = find(name) {
        if let newValue { list[place].value = newValue } else { list.remove(at: place) }
      } else if let newValue {
        let field = Field(name: name, value: newValue)
        // Mostly names come in their order.
        if list.last.map({ $0.name < name }) ?? true {
          list.append(field)
        } else {
          list.insert(field, at: place(of: name))
        }
      }
    }
  }

  @discardableResult
  package mutating func removeValue(forKey name: String) -> JSONValue? {
    find(name).map { list.remove(at: $0).value }
  }

  @discardableResult
  package mutating func updateValue(_ value: JSONValue, forKey name: String) -> JSONValue? {
    defer { self[name] = value }
    return self[name]
  }

  package func filter(_ isKept: ((key: String, value: JSONValue)) throws -> Bool) rethrows -> JSONFields {
    var kept = JSONFields()
    kept.list = try list.filter { try isKept(($0.name, $0.value)) }
    return kept
  }

  package func mapValues<T>(_ transform: (JSONValue) throws -> T) rethrows -> [String: T] {
    try Dictionary(uniqueKeysWithValues: list.map { ($0.name, try transform($0.value)) })
  }

  package func compactMapValues<T>(_ transform: (JSONValue) throws -> T?) rethrows -> [String: T] {
    try mapValues(transform).compactMapValues { $0 }
  }

  private func find(_ name: String) -> Int? {
    if list.count <= Self.few { return list.firstIndex { $0.name == name } }
    let place = place(of: name)
    return place < list.count && list[place].name == name ? place : nil
  }

  /// The first place whose name does not come before this one.
  private func place(of name: String) -> Int {
    var (low, high) = (0, list.count)
    while low < high {
      let middle = (low + high) / 2
      if list[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension JSONFields: Sequence {
  package struct Iterator: IteratorProtocol {
    private var rest: IndexingIterator<[Field]>
    fileprivate init(_ fields: JSONFields) { rest = fields.list.makeIterator() }
    package mutating func next() -> (key: String, value: JSONValue)? {
      rest.next().map { ($0.name, $0.value) }
    }
  }
  package func makeIterator() -> Iterator { Iterator(self) }
  package var underestimatedCount: Int { list.count }
}

extension JSONFields: ExpressibleByDictionaryLiteral {
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init(elements.map { (name: $0.0, value: $0.1) }[...])
  }
}
