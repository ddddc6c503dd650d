import HashTreeCollections

/// A list that grows and shrinks at its end, of which copies share what they have in common: one more of them costs what it changes.
///
/// The trie below is that of Steindorfer and Vinju, "Optimizing Hash-Array Mapped Tries for Fast and Lean Immutable JVM
/// Collections", 2015.
package struct SharedList<Element>: RandomAccessCollection, ExpressibleByArrayLiteral {
  private var elements: TreeDictionary<Int, Element> = [:]

  package init() {}

  package init(_ list: some Sequence<Element>) {
    for element in list { append(element) }
  }

  package init(arrayLiteral list: Element...) { self.init(list) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { elements.count }

  package subscript(place: Int) -> Element {
    guard let element = elements[place] else { preconditionFailure("place \(place) of \(count)") }
    return element
  }

  package mutating func append(_ element: Element) { elements[count] = element }

  package mutating func removeLast() { elements[count - 1] = nil }
}

extension SharedList: Equatable where Element: Equatable {}
extension SharedList: Sendable where Element: Sendable {}
