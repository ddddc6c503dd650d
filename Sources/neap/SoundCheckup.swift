import Glibc
import Playback
import Terminals

/// The sound server, the output and the input.
struct SoundCheckup {
  let device: String?
  let rate: Int
  let channels: Int

  func findings() -> [Finding] {
    let survey: SoundSurvey
    do { survey = try surveySound() } catch {
      let given = environmentVariable("PULSE_SERVER").map { " PULSE_SERVER is \($0)." } ?? ""
      return [
        Finding(
          subject: "sound server", state: .bad, what: error.description + given,
          remedy:
            "systemctl --user start pipewire-pulse or pulseaudio starts one; over ssh or in a container PULSE_SERVER says where it is. Without one, neap render song.lua -o song.wav and neap -o take.wav song.lua write files."
        ),
        Finding(subject: "output", state: .bad, what: "not looked for: there is no sound server"),
        Finding(subject: "input", state: .note, what: "not looked for: there is no sound server"),
      ]
    }
    return [
      Finding(subject: "sound server", state: .ok, what: survey.server.isEmpty ? "answers" : survey.server),
      output(survey), input(survey),
    ]
  }

  private func output(_ survey: SoundSurvey) -> Finding {
    let wanted = device ?? environmentVariable("PULSE_SINK")
    let names = survey.outputs.map(\.name).joined(separator: ", ")
    guard !survey.outputs.isEmpty else {
      return Finding(
        subject: "output", state: .bad, what: "the sound server has no output device",
        remedy: "plug one in or switch it on; pactl list short sinks tells what the server knows")
    }
    let found =
      wanted.map { name in survey.outputs.first { $0.name == name } }
      ?? survey.outputs.first(where: \.isDefault) ?? survey.outputs.first
    guard let found else {
      return Finding(
        subject: "output", state: .bad, what: "there is no output device \"\(wanted ?? "")\"",
        remedy: "the server has \(names): neap --device NAME, or pactl set-default-sink NAME")
    }
    let latency: Double
    do { latency = try playSilence(on: found.name) } catch {
      return Finding(
        subject: "output", state: .bad, what: "\(found.name) does not play: \(error)",
        remedy: "another program may hold it; others are \(names); neap --device NAME chooses")
    }
    if found.name == "auto_null" {
      return Finding(
        subject: "output", state: .note, what: "the only output is a dummy, which nobody hears",
        remedy: "no sound card was found: plug one in, or see whether the user is in the group audio")
    }
    return Finding(
      subject: "output", state: .ok,
      what:
        "\(found.description.isEmpty ? found.name : "\(found.description) (\(found.name))") plays, \(rate) Hz, \(channels) channels, started within \(Int((latency * 1000).rounded())) ms"
    )
  }

  /// Whether samples get there: a moment of silence is played. Seconds until it was heard.
  private func playSilence(on name: String) throws -> Double {
    let channels = channels
    let player = try Player(
      sink: .pulse(device: name), rate: rate, channels: channels, makeSource: { Silence(channels: channels) },
      report: { _ in })
    defer { player.stop() }
    let start = ContinuousClock.now
    guard player.waitUntilHeard(rate / 20, cancelled: { ContinuousClock.now > start + .seconds(4) }) else {
      throw SoundCheckupError()
    }
    let passed = (ContinuousClock.now - start).components
    return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
  }

  private func input(_ survey: SoundSurvey) -> Finding {
    let inputs = survey.inputs.filter { !$0.name.hasSuffix(".monitor") }
    let wanted = environmentVariable("PULSE_SOURCE")
    if let found = survey.inputs.first(where: { $0.name == wanted || (wanted == nil && $0.isDefault) }) {
      let isMonitor = found.name.hasSuffix(".monitor")
      return Finding(
        subject: "input", state: isMonitor && wanted == nil ? .note : .ok,
        what: isMonitor
          ? "mic() hears \(found.name), which is what an output plays"
          : "mic() hears \(found.description.isEmpty ? found.name : "\(found.description) (\(found.name))")",
        remedy: isMonitor && wanted == nil
          ? (inputs.isEmpty
            ? "no microphone was found: plug one in"
            : "pactl set-default-source \(inputs[0].name), or PULSE_SOURCE=\(inputs[0].name)") : "")
    }
    return Finding(
      subject: "input", state: .note,
      what: wanted.map { "there is no input \"\($0)\"" } ?? "there is no input: mic() does not work",
      remedy: "pactl list short sources tells what the server knows; PULSE_SOURCE names one")
  }
}

struct SoundCheckupError: Error, CustomStringConvertible {
  let description = "nothing was heard within 4 s"
}

/// Plays nothing.
private final class Silence: PlaySource {
  let channels: Int
  init(channels: Int) { self.channels = channels }

  func render(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) { out.update(repeating: 0) }
  func renderContinuing(_ frames: Range<Int>, into out: UnsafeMutableBufferPointer<Float>) -> Bool { false }
  func apply(_ edit: Never, at frame: Int, fade: Int) {}
  func heard(upTo frame: Int) {}
}
