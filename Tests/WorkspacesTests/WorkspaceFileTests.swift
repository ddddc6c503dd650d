import Graphs
import Kinds
import Signals
import Testing
import Workspaces

/// The serialised form: what stands in it, and what is refused.
struct WorkspaceFileTests {
  private func manager() -> SignalManager { SignalManager(catalogue: .all) }

  private func parse(_ text: String) throws -> WorkspaceFile.Loaded {
    try WorkspaceFile.parse(Array(text.utf8), manager: manager())
  }

  private func message(_ text: String) -> String {
    do {
      _ = try parse(text)
      return "no error"
    } catch { return "\(error)" }
  }

  @Test func theFoundingFormLoads() throws {
    let loaded = try parse(
      """
      [{"uuid": "one", "type": "saw", "frequency": 55, "name": "osc"},
       {"uuid": "two", "type": "lowpass", "cutoff": 800, "refs": {"input": "one"}, "name": "bass"}]
      """)
    #expect(Set(loaded.slots.map(\.name)) == ["osc", "bass"])
  }

  /// Parameters that came later stand at their defaults, and those that bore other names are still known.
  @Test func rowsFromBeforeAreRead() throws {
    let manager = manager()
    let text = """
      {"neap": 1, "signals": [
        {"uuid": "one", "type": "buffer", "samples": [1, 2]},
        {"uuid": "two", "type": "sample", "file": "kick.wav", "content": "00ff"}]}
      """
    let loaded = try WorkspaceFile.parse(Array(text.utf8), manager: manager)
    let buffer = try #require(loaded.signals["one"])
    let values = withExtendedLifetime(buffer) { manager[buffer.id].arguments }
    #expect(values == [.samples(Samples([[1, 2]]))])
    let kind = try #require(manager.catalogue["sample"])
    let row = try #require(loaded.signals["two"])
    let sample = withExtendedLifetime(row) { manager[row.id].arguments }
    #expect(sample[try #require(kind.place(of: "rate"))] == .number(1))
    #expect(sample[try #require(kind.place(of: "content"))] == .text("00ff"))
  }

  @Test(arguments: [
    (
      "{\"neap\": 1, \"signals\": [{\"uuid\": \"x\", \"type\": \"sow\"}]}",
      "row x: its type \"sow\" is unknown"
    ),
    (
      "{\"neap\": 1, \"signals\": [{\"uuid\": \"x\", \"type\": \"neg\", \"refs\": {\"a\": \"gone\"}}]}",
      "row x: it refers to gone, which is not in the file"
    ),
    (
      "{\"neap\": 1, \"signals\": [{\"uuid\": \"x\", \"type\": \"saw\", \"frequncy\": 3}]}",
      "row x: saw has no parameter \"frequncy\""
    ),
    ("{\"neap\": 1, \"signals\": [{\"type\": \"saw\"}]}", "row 1: it has no uuid"),
    ("{\"neap\": 9}", "this workspace is of version 9; this Neap reads up to version 2"),
    ("{\"signals\": []}", "this is not a workspace: it has no \"neap\" version"),
    ("nonsense", "this is not a workspace: it is not JSON"),
    ("3", "this is not a workspace: expected an object, or a list of rows"),
  ])
  func whatIsWrongIsNamed(text: String, expected: String) {
    #expect(message(text) == expected)
  }

  @Test func savingIsSortedAndStableAndLoadingGivesTheSameRows() throws {
    let manager = manager()
    let saw = manager.signal(SignalData(type: "saw", arguments: [.number(55), .number(0), .flag(true)]))
    let slot = manager.slot("bass")
    try manager.bind(slot.id, to: saw.id)
    let low = manager.signal(
      SignalData(type: "lowpass", arguments: [.signal(slot.id), .number(800), .number(0.7071)]))
    let buffer = manager.signal(
      SignalData(type: "buffer", arguments: [.samples(Samples([[0.1, -0.25, 1e-9]]))]))
    let mix = manager.signal(SignalData(type: "mix", arguments: [.signals([low.id, buffer.id])]))
    let contents = WorkspaceFile.Contents(rate: 48_000, names: ["bass": .string(manager.uuid(of: slot.id))])
    let text = try WorkspaceFile.text(contents, roots: [mix.id, slot.id], manager: manager)
    let other = self.manager()
    let loaded = try WorkspaceFile.parse(Array(text.utf8), manager: other)
    let again = try #require(loaded.signals[manager.uuid(of: mix.id)])
    for slot in loaded.slots { try other.bind(slot.slot.id, to: loaded.signals[slot.target]?.id) }
    let slots = try #require(loaded.slots.first)
    #expect(try WorkspaceFile.text(contents, roots: [again.id, slots.slot.id], manager: other) == text)
    #expect(try other.samples(of: again.id, 0..<300) == manager.samples(of: mix.id, 0..<300))
  }
}
