import FoundationEssentials

/// What goes over the socket: docs/protocol.md. A field that is not there means what nil means here, and one that is not
/// known is passed over, so that both ends may be of different versions of the program.
package enum Message {
  /// The version of the protocol, in every message as `neap`.
  package static let version = 1
  /// The most bytes of one message.
  package static let limit = 1 << 20
}

/// What is asked of a listening Neap.
package struct Request: Codable, Equatable, Sendable {
  package enum Action: String, Codable, Sendable { case evaluate, status }

  package var neap = Message.version
  package var action: Action
  package var code: String?
  /// What errors call the code: a file's name.
  package var name: String?
  /// The number of the code's first line in that file, from 1.
  package var line: Int?

  private enum CodingKeys: String, CodingKey { case neap, action = "do", code, name, line }

  package init(_ action: Action, code: String? = nil, name: String? = nil, line: Int? = nil) {
    (self.action, self.code, self.name, self.line) = (action, code, name, line)
  }

  /// Throws a sentence for whoever sent it.
  init(parsing bytes: ArraySlice<UInt8>) throws(RemoteError) {
    struct Tag: Decodable { let neap: Int? }
    let data = Data(bytes)
    guard let tag = try? JSONDecoder().decode(Tag.self, from: data) else {
      throw RemoteError(
        "a request is a JSON object, as in {\"neap\": 1, \"do\": \"evaluate\", \"code\": \"…\"}")
    }
    guard let version = tag.neap, (1...Message.version).contains(version) else {
      let given = tag.neap.map { "version \($0)" } ?? "no version"
      throw RemoteError("\(given) of the protocol was given; this Neap speaks version \(Message.version)")
    }
    guard let request = try? JSONDecoder().decode(Request.self, from: data) else {
      throw RemoteError("do: evaluate (with code, name, line) or status is expected")
    }
    self = request
  }
}

/// What it answers.
package struct Reply: Codable, Equatable, Sendable {
  /// Who listens.
  package struct Status: Codable, Equatable, Sendable {
    package var name: String
    package var process: Int
    /// Where relative file names begin.
    package var folder: String

    package init(name: String, process: Int, folder: String) {
      (self.name, self.process, self.folder) = (name, process, folder)
    }
  }

  package var neap = Message.version
  /// What the code printed, newlines included.
  package var printed: String?
  /// What its expression gave, as the prompt would print it.
  package var values: [String]?
  package var error: String?
  package var status: Status?

  package init(
    printed: String? = nil, values: [String]? = nil, error: String? = nil, status: Status? = nil
  ) {
    (self.printed, self.values, self.error, self.status) = (printed, values, error, status)
  }

  /// As a frame, shortened where it would pass the limit.
  func frame() -> [UInt8] {
    var reply = self
    while true {
      if let frame = try? Frame.make(reply) { return frame }
      guard
        let longest = [reply.printed ?? "", reply.error ?? "", (reply.values ?? []).joined()].map(
          \.utf8.count
        ).max(),
        longest > 64
      else { return [] }
      reply.printed = reply.printed.map { Self.shortened($0, longest) }
      reply.error = reply.error.map { Self.shortened($0, longest) }
      reply.values = reply.values.map { $0.prefix(64).map { Self.shortened($0, longest) } }
    }
  }

  private static func shortened(_ text: String, _ longest: Int) -> String {
    guard text.utf8.count > longest / 2 else { return text }
    return String(text.prefix(text.count / 2)) + "\n(the rest is left out: an answer has at most 1 MiB)"
  }
}
