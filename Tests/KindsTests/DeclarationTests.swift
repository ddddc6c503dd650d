import Glibc
import Signals
import Testing

@testable import Kinds

/// What holds for the declarations of all kinds.
@Suite struct DeclarationTests {
  static let keywords: Set<String> = [
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local",
    "nil",
    "not", "or", "repeat", "return", "then", "true", "until", "while",
  ]
  static let globals: Set<String> = [
    "arg", "assert", "collectgarbage", "coroutine", "debug", "error", "getmetatable", "io", "ipairs", "load",
    "math", "next", "os", "package", "pairs", "pcall", "print", "rawequal", "rawget", "rawlen", "rawset",
    "require",
    "select", "setmetatable", "string", "table", "tonumber", "tostring", "type", "utf8", "warn", "xpcall",
  ]
  static let methods: Set<String> = [
    "play", "stop", "fade", "volume", "position", "write", "find", "undo", "redo", "uuid", "type", "help",
    "manager", "feedback", "frames", "beats", "bars", "history", "revert", "compare", "try", "quantum",
    "slot", "refs", "name",
  ]

  private func isName(_ name: String) -> Bool {
    let isPlain = name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    return isPlain && name.utf8.first.map { (97...122).contains($0) } == true
  }

  @Test func namesAreLowerCaseAndUnique() {
    let names = Catalogue.all.kinds.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(isName(name), "\(name)")
      #expect(!Self.keywords.contains(name) && !Self.globals.contains(name), "\(name)")
      #expect(!Self.methods.contains(name) && !name.hasPrefix("get_"), "\(name)")
      #expect(Catalogue.all[name]?.name == name)
    }
  }

  @Test(arguments: Catalogue.all.kinds) func aParameterBearsNoNameThatMeansSomethingElse(_ kind: SignalKind) {
    let names = kind.parameters.map(\.name)
    #expect(Set(names).count == names.count)
    for name in names {
      #expect(isName(name), "\(name)")
      #expect(!Self.keywords.contains(name) && !Self.methods.contains(name), "\(name)")
      // A span is {from=, to=} everywhere, whatever else "to" means.
      #expect(!name.hasPrefix("get_") && (Catalogue.all[name] == nil || name == "to"), "\(name)")
    }
  }

  @Test(arguments: Catalogue.all.kinds) func docsAreSentences(_ kind: SignalKind) {
    #expect(!kind.example.isEmpty)
    for doc in [kind.doc] + kind.parameters.map(\.doc) {
      #expect(doc.hasSuffix(".") && !doc.hasSuffix(".."), "\(doc)")
      #expect(doc.first?.isUppercase == true || doc.first?.isNumber == true || doc.hasPrefix("-"), "\(doc)")
      #expect(!doc.contains("  "), "\(doc)")
    }
  }

  @Test(arguments: Catalogue.all.kinds) func defaultsLieWithinTheirRange(_ kind: SignalKind) throws {
    for parameter in kind.parameters {
      guard case .number(let standard) = parameter.standard else { continue }
      switch parameter.form {
      case .stream(let range, _): #expect(range?.contains(standard) ?? true, "\(parameter.name)")
      case .number(let range, _): #expect(range.contains(standard), "\(parameter.name)")
      case .numbers: break
      default: Issue.record("\(parameter.name): a number stands where none can be given")
      }
      // The kernel's own check agrees.
      var inputs: [StreamInput] = []
      #expect(throws: Never.self) { _ = try parameter.value(.number(standard), 48_000, &inputs) as Any }
    }
  }

  @Test(arguments: Catalogue.all.kinds) func whatMustBeGivenComesFirst(_ kind: SignalKind) {
    let optional = kind.parameters.map { $0.standard != nil }
    #expect(optional == optional.filter { !$0 } + optional.filter { $0 }, "\(kind.name)")
  }

  /// A kind that is declared in the folder and left out of the catalogue would not exist for anyone.
  @Test func theCatalogueHoldsEveryDeclaredKind() throws {
    let here = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    let folder = here.joined(separator: "/") + "/Sources/Kinds"
    var count = 0
    for family in try names(in: folder) where !family.hasSuffix(".swift") {
      for name in try names(in: "\(folder)/\(family)") where name.hasSuffix(".swift") {
        count += try lines(of: "\(folder)/\(family)/\(name)").count { $0.hasPrefix("  package static let ") }
      }
    }
    #expect(count == Catalogue.all.kinds.count)
  }

  private func names(in folder: String) throws -> [String] {
    let directory = try #require(opendir(folder))
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  private func lines(of path: String) throws -> [Substring] {
    let file = try #require(fopen(path, "r"))
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk.prefix(count) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }
}
