import AudioFiles
import Glibc
import Sessions
import Storage
import Workspaces

@testable import Remotes

/// A workspace file, opened as `open` opens it, and what is in it asked.
final class WorkspaceTarget: FuzzTarget {
  static let seeds =
    [
      #"{"neap":2,"rate":48000,"signals":[{"uuid":"6f9619ff-8b86-5d11-b42d-00c04fc964ff","type":"sine","frequency":440}],"names":{"a":"6f9619ff-8b86-5d11-b42d-00c04fc964ff","k":{"x":[1,2,"y"]}},"playing":[],"mixer":{},"tempo":120}"#,
      #"[{"uuid":"00000000-0000-4000-8000-000000000001","type":"saw","frequency":55},{"uuid":"00000000-0000-4000-8000-000000000002","type":"lowpass","refs":["00000000-0000-4000-8000-000000000001"],"cutoff":600}]"#,
    ].map { Array($0.utf8) } + WorkspaceTarget.saved

  /// What a session saves.
  private static var saved: [[UInt8]] {
    let fuzz = FuzzSession(most: .max)
    for chunk in [
      "a = saw(55)", "b = a:lowpass(600)", "k = {1, 2, {x = 'y'}} buf = array{1, 2, 3}",
      "f = function(n) return saw(n.freq) * perc(0.01, 0.1) * n.amp end",
      "d = p\"c4 e4\":on(f)", "play(b)", "play(d)", "mixer.b.gain = -6", "tempo(90)",
      "master(function(mix) return mix:limiter() end)", "a = noise{seed = 3}", "save('a.neap')",
    ] { fuzz.survive(fuzz.session, chunk) }
    return [(try? AtomicFile.read("\(fuzz.session.files.folder)/a.neap")) ?? []]
  }

  private let fuzz = FuzzSession(most: 200)

  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    let session = fuzz.next()
    fuzz.write("a.neap", bytes)
    do { try session.open("a.neap") } catch { promise(!"\(error)".isEmpty, "no sentence") }
    for name in ["a", "b", "d", "k"] { fuzz.survive(session, "\(name):get_temporal(0, 480)") }
    fuzz.survive(session, "save('b.neap')")
  }
}

/// A journal: its bytes, and the lines that have their checksums but say what they like, as `recover` takes them.
final class JournalTarget: FuzzTarget {
  static let seeds = [
    #"{"neap":1,"rate":48000,"signals":[],"names":{}}"# + "\n" + #"{"chunk":"x = 1","names":{"x":1}}"#,
    #"{"chunk":"a = saw(55)","signals":[{"uuid":"00000000-0000-4000-8000-000000000001","type":"saw","frequency":55}],"names":{"a":"00000000-0000-4000-8000-000000000001"}}"#,
  ].map { Array($0.utf8) }

  private let fuzz = FuzzSession(most: .max)

  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    let raw = JournalContents(Array(bytes))
    promise(raw.lines.count <= bytes.count, "more lines than bytes")
    let texts = bytes.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
    let whole = JournalContents(texts.flatMap { JournalLine.encoded($0) })
    promise(whole.lines == texts && whole.damaged == nil && !whole.isCutOff, "lines are not what was written")
    guard (try? MergedJournal(texts)) != nil else { return }
    fuzz.renew()
    fuzz.session.onRecover = { (texts, "fuzz", nil) }
    fuzz.survive(fuzz.session, "recover()")
    fuzz.survive(fuzz.session, "a:get_temporal(0, 480)")
  }
}

/// A sound file, as it is opened here.
final class AudioTarget: FuzzTarget {
  static let seeds = ["a.wav", "a.flac", "a.ogg", "a.aiff"].map { name in
    let fuzz = FuzzSession(most: .max)
    fuzz.survive(fuzz.session, "write('\(name)', noise{seed = 1} * 0.5, {to = 0.01})")
    return (try? AtomicFile.read("\(fuzz.session.files.folder)/\(name)")) ?? []
  }

  private let fuzz = FuzzSession(most: .max)

  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    for name in ["a.wav", "a.raw"] {
      fuzz.write(name, bytes)
      do {
        let loaded = try AudioFile.load(path: "\(fuzz.session.files.folder)/\(name)", rate: 48_000)
        promise(loaded.planes.allSatisfy { $0.allSatisfy(\.isFinite) }, "what is no number is heard")
        promise(Set(loaded.planes.map(\.count)).count <= 1, "channels differ in length")
      } catch { promise(!error.description.isEmpty, "no sentence") }
    }
  }
}

/// What comes over the socket.
final class FramesTarget: FuzzTarget {
  static let seeds = [
    #"{"neap":1,"do":"evaluate","code":"1 + 1","name":"a.lua","line":7}"#, #"{"neap":1,"do":"status"}"#,
    #"{"neap":1,"printed":"x","values":["2"],"error":"e"}"#,
    #"{"neap":1,"status":{"name":"song","process":4242,"folder":"/home/me"}}"#,
  ].map { text in
    let body = Array(text.utf8)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: body.count >> $0) } + body
  }

  func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    var rest = Array(bytes)
    while let length = Frame.length(rest), length <= Message.limit, let message = Frame.take(&rest) {
      promise(message.count == length, "a message has another length than it says")
      if let request: Request = try? Frame.decode(message) {
        let again: Request? = (try? Frame.make(request)).flatMap { try? Frame.decode($0[4...]) }
        promise(again == request, "a request does not come back")
      }
      if let reply: Reply = try? Frame.decode(message) {
        let again: Reply? = (try? Frame.make(reply)).flatMap { try? Frame.decode($0[4...]) }
        promise(again == reply, "a reply does not come back")
      }
    }
  }
}
