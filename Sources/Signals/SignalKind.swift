/// Where and for what a kernel is made.
package struct KindContext: Sendable {
  /// Frames a second.
  package let rate: Int
  /// Finds and decodes an audio file at `rate`; the path is absolute, or relative to the project's folder.
  package let loadSamples: @Sendable (String) throws -> Samples
  /// Whether frames ahead of those to render can be read: not inside a loop.
  package var looksAhead = true

  package init(rate: Int, loadSamples: @escaping @Sendable (String) throws -> Samples) {
    self.rate = rate
    self.loadSamples = loadSamples
  }

  /// Seconds as whole frames.
  package func frames(_ seconds: Double) -> Int { Int((seconds * Double(rate)).rounded()) }

  /// Frames as seconds, to a microsecond: for sentences.
  package func seconds(_ frames: Int) -> Double { (Double(frames) / Double(rate) * 1e6).rounded() / 1e6 }
}

/// What a `type` means: its declared parameters and how to render a range.
///
/// The one declaration of a type. Constructor and method, argument checks, help, completion, JSON and the law tests
/// are functions of it.
package final class SignalKind: Sendable {
  package let name: String
  package let family: Family
  package let doc: String
  package let parameters: [any Parameter]
  private let names: [String]
  /// Who described it: author and year, or a link; empty where there is nothing to cite.
  package let source: String
  /// How it is told apart from arithmetic in Lua: what is typed to try it.
  package let example: String
  /// Makes the kernel, and the inputs in the order of their indices.
  package let make: @Sendable (KindContext, [Resolved]) throws -> (kernel: any Kernel, inputs: [StreamInput])

  /// Declares a kind. The number and types of the parameters are checked against `kernel` by the compiler.
  package init<each P: Parameter>(
    _ name: String, _ family: Family, _ doc: String, example: String = "", source: String = "",
    _ parameters: repeat each P,
    kernel: @escaping @Sendable (KindContext, repeat (each P).Value) throws -> any Kernel
  ) {
    self.name = name
    self.family = family
    self.doc = doc
    self.example = example
    self.source = source
    var declared: [any Parameter] = []
    repeat declared.append(each parameters)
    self.parameters = declared
    self.names = declared.map(\.name)
    self.make = { context, arguments in
      var place = 0
      var inputs: [StreamInput] = []
      func next<Q: Parameter>(_ parameter: Q) throws -> Q.Value {
        defer { place += 1 }
        return try parameter.value(arguments[place], context.rate, &inputs)
      }
      let kernel = try kernel(context, repeat try next(each parameters))
      return (kernel, inputs)
    }
  }

  /// The place of a declared parameter.
  package func place(of parameter: String) -> Int? { names.firstIndex(of: parameter) }
}

/// The kinds there are, by name, in the manual's order.
package struct Catalogue: Sendable {
  package let kinds: [SignalKind]
  private let places: [String: Int]

  package init(_ kinds: [SignalKind]) {
    self.kinds = kinds
    self.places = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($1.name, $0) })
  }

  package subscript(name: String) -> SignalKind? { places[name].map { kinds[$0] } }
}
