import Glibc
import Graphs
import Scripting
import Signals
import Testing
import Workspaces

@testable import Sessions

/// What holds for every word that makes a signal, whether it is a kind or written in Lua.
struct StandardWordsTests {
  /// The declarations in the order of their names.
  private static func declarations() throws -> [any Declaration] {
    let test = try TestSession()
    return test.session.wordNames.compactMap { test.session.words[$0]?.declaration }
  }

  private static func luaWords() throws -> [any Declaration] { try declarations().filter { $0 is LuaWord } }
  private static let all: [String] = ((try? declarations()) ?? []).map(\.name)

  @Test func theLibraryIsFound() throws {
    #expect(Set(try Self.luaWords().map(\.name)).isSuperset(of: ["echo", "reverb", "chorus", "lfo"]))
    #expect(Self.all.count > 50 && Self.named.count > 200)
  }

  @Test(arguments: ["first.lua", "tone.lua"]) func thePatchesOfTheLibraryPlay(_ name: String) throws {
    let folder = try #require(StandardLibrary.folder)
    let test = try TestSession()
    let patch = String(decoding: try AtomicFile.read("\(folder)/examples/\(name)"), as: UTF8.self)
    _ = try test.session.evaluate(patch, name: name)
    #expect(!test.playing.isEmpty)
  }

  @Test func docsAreSentences() throws {
    for word in try Self.luaWords() {
      for doc in [word.doc] + word.parameters.map(\.doc) {
        #expect(doc.hasSuffix(".") && !doc.hasSuffix("..") && !doc.contains("  "), "\(word.name): \(doc)")
        #expect(doc.first?.isUppercase == true || doc.first?.isNumber == true, "\(word.name): \(doc)")
      }
      #expect(try TestSession().session.help(named: word.name).contains(word.doc), "\(word.name)")
    }
  }

  @Test func parametersBearNoNameThatMeansSomethingElse() throws {
    let words = Set(try TestSession().session.wordNames)
    let reserved: Set<String> = [
      "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
      "nil", "made",
      "not", "or", "repeat", "return", "then", "true", "until", "while", "uuid", "type", "refs", "name",
    ]
    for word in try Self.luaWords() {
      let names = word.parameters.map(\.name)
      #expect(Set(names).count == names.count, "\(word.name)")
      for name in names + [word.name] {
        #expect(name.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 }, "\(word.name): \(name)")
        #expect(
          !reserved.contains(name) && !name.hasPrefix("_") && !name.hasPrefix("get_"), "\(word.name): \(name)"
        )
      }
      for name in names { #expect(!words.contains(name), "\(word.name): \(name)") }
    }
  }

  @Test func whatMustBeGivenComesFirstAndDefaultsLieWithinTheirRange() throws {
    for word in try Self.luaWords() {
      let optional = word.parameters.map { $0.isOptional }
      #expect(optional == optional.filter { !$0 } + optional.filter { $0 }, "\(word.name)")
      for parameter in word.parameters {
        guard case .number(let standard) = parameter.standard else { continue }
        var inputs: [StreamInput] = []
        #expect(throws: Never.self, "\(word.name): \(parameter.name)") {
          _ = try parameter.value(.number(standard), 48_000, &inputs) as Any
        }
      }
    }
  }

  /// A sample sounds as its file does.
  private static let named = ((try? TestSession().session.wordNames) ?? []).filter { $0 != "sample" }
  /// Some at a time, which share a session.
  private static let batches = stride(from: 0, to: named.count, by: 8).map {
    Array(named[$0..<min(named.count, $0 + 8)])
  }

  /// The plain samples of every example that answers a signal: over its first two seconds it peaks between -30 and 0 dBFS,
  /// and its mean is below -40 dBFS. Every declared word has such an example.
  @Test(arguments: batches, [44_100, 48_000, 96_000]) func theExamplesSound(_ names: [String], _ rate: Int)
    throws
  {
    let test = try TestSession(rate: rate)
    for name in names {
      try test.run("bass = saw(55):lowpass(800) x = saw(110) * 0.5")
      let word = try #require(test.session.words[name])
      if word.declaration != nil {
        #expect(word.example.contains(name) || word.declaration is SignalKind, "\(name): \(word.example)")
      }
      guard !word.example.isEmpty,
        let values = try? test.session.evaluate(word.example, name: "example", printsExpression: true),
        let object = values.compactMap({ $0.asObject(SignalObject.self) }).first
      else {
        // What needs a name that is bound plays that name; some designs answer numbers.
        #expect(
          word.declaration == nil || word.declaration is DesignDeclaration || word.example.hasPrefix("bass"),
          "\(name): \(word.example)")
        continue
      }
      for plane in try test.session.manager.samples(of: object.signal, 0..<2 * rate) {
        let peak = plane.reduce(Float(0)) { max($0, $1.magnitude) }
        let mean = plane.reduce(0) { $0 + Double($1) } / Double(plane.count)
        let told = "\(name): \(word.example) at \(rate) Hz"
        // What is recorded is silent where nothing was.
        #expect(
          (peak >= 0.0316 || name == "recorded") && peak <= 1, "\(told) peaks at \(20 * log10f(peak)) dBFS")
        #expect(abs(mean) < 0.01, "\(told) has DC of \(20 * log10(abs(mean))) dBFS")
      }
    }
  }
}
