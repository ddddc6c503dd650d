import Chance
import Testing
import Workspaces

struct SharedListTests {
  /// A thousand random changes: it is what an array is after the same, and so is each copy that was taken on the way.
  @Test(arguments: 1...8)
  func itIsTheArrayThatItStandsFor(seed: Int) {
    var random = SeededGenerator(seed)
    var (list, array): (SharedList<Int>, [Int]) = ([], [])
    var copies: [(SharedList<Int>, [Int])] = []
    for number in 0..<1_000 {
      if Int.random(in: 0..<3, using: &random) > 0 || array.isEmpty {
        list.append(number)
        array.append(number)
      } else {
        list.removeLast()
        array.removeLast()
      }
      if Int.random(in: 0..<50, using: &random) == 0 { copies.append((list, array)) }
    }
    #expect(Array(list) == array && list.count == array.count && list.last == array.last)
    #expect(copies.allSatisfy { Array($0.0) == $0.1 && $0.0 == SharedList($0.1) })
    #expect(zip(copies, copies.dropFirst()).allSatisfy { ($0.0 == $1.0) == ($0.1 == $1.1) })
  }
}
