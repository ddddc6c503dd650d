import ArgumentParser

/// What commands take that play and go on.
struct PlayOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The PulseAudio sink to play to.", valueName: "NAME"))
  var device: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Play into a WAV, FLAC, OGG or AIFF file instead.", valueName: "FILE"))
  var output: String?

  @Flag(
    help:
      "Begin with nothing left of the last user, and leave nothing: the history of the prompt and what was read and solved of the lessons are neither read nor written."
  )
  var clean = false

  @Option(
    name: .customLong("name"),
    help: ArgumentHelp(
      "What neap send --to calls this Neap: the patch's name, or neap, unless told otherwise.",
      valueName: "NAME"))
  var listenerName: String?
}
