extension Formula {
  /// A sum of signals at frames before the present one, each with its factor.
  struct Sum {
    var terms: [(symbol: String, delay: Int, factor: Double)] = []
    var constant = 0.0
    /// Significant ones, of each factor.
    var digits = 6
    /// Those of some signals' factors, where they are not as many.
    var digitsOf: [String: Int] = [:]

    static func symbol(_ symbol: String) -> Sum { Sum(terms: [(symbol, 0, 1)]) }

    mutating func add(_ other: Sum, times factor: Double) {
      constant += factor * other.constant
      for term in other.terms {
        if let place = terms.firstIndex(where: { $0.symbol == term.symbol && $0.delay == term.delay }) {
          terms[place].factor += factor * term.factor
        } else {
          terms.append((term.symbol, term.delay, factor * term.factor))
        }
      }
    }

    func delayed(by frames: Int) -> Sum {
      Sum(terms: terms.map { ($0.symbol, $0.delay + frames, $0.factor) }, constant: constant)
    }

    /// As in `0.1 x[n] + 0.9 y[n-1]`.
    var text: String {
      var text = ""
      for term in terms where term.factor != 0 {
        let size = term.factor.magnitude
        let sign = term.factor < 0 ? (text.isEmpty ? "-" : " - ") : text.isEmpty ? "" : " + "
        let number = Formula.number(size, digits: digitsOf[term.symbol] ?? digits)
        let factor = number == "1" ? "" : number + " "
        text += sign + factor + Formula.reading(term.symbol, term.delay)
      }
      if constant != 0 || text.isEmpty {
        text +=
          text.isEmpty
          ? Formula.number(constant) : (constant < 0 ? " - " : " + ") + Formula.number(constant.magnitude)
      }
      return text
    }

    /// As an argument, or a factor.
    var argument: String {
      let isOne = terms.count == 1 && Formula.number(terms[0].factor) == "1" && constant == 0
      return isOne || terms.isEmpty ? text : "(\(text))"
    }
  }
}
