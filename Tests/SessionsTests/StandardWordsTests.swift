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
    #expect(Self.all.count > 50)
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
          _ = try parameter.value(.number(standard), &inputs) as Any
        }
      }
    }
  }

  /// As it is played: behind the master, whose volume is -12 dB. What is heard first lies between -30 and 0 dBFS.
  @Test(arguments: all) func theExampleSounds(_ name: String) throws {
    let test = try TestSession()
    try test.run("bass = saw(55):lowpass(800) x = saw(110)")
    let word = try #require(test.session.words[name]?.declaration)
    #expect(word.example.contains(name) || word is SignalKind, "\(name): \(word.example)")
    let values = try test.session.evaluate(word.example, name: "example", printsExpression: true)
    if values.contains(where: { $0.asObject(SignalObject.self) != nil }) {
      try test.run("play((\(word.example)))")
    } else {
      try test.run("play(bass)")
    }
    let snapshot = try #require(test.output.last, "\(word.example)")
    let mix = MixAnswer(
      snapshot, channels: 2, cache: test.session.manager.cache, log: test.session.manager.log)
    var peak: Float = 0
    var sums = [0.0, 0.0]
    try mix.forEachPiece(of: 0..<96_000) { piece in
      for i in piece.indices {
        peak = max(peak, abs(piece[i]))
        sums[i & 1] += Double(piece[i])
      }
    }
    #expect(peak >= 0.0316 && peak <= 1, "\(name): \(word.example) peaks at \(20 * log10f(peak)) dBFS")
    for sum in sums {
      #expect(
        abs(sum) / 96_000 < 0.01, "\(name): \(word.example) has DC of \(20 * log10(abs(sum) / 96_000)) dBFS")
    }
  }
}
