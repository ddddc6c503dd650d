import ArgumentParser
import Terminals

extension ColorChoice: ExpressibleByArgument {}

/// What most commands take.
struct SoundOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Frames a second of the whole project.", valueName: "HZ"))
  var rate = 48_000

  @Option(help: ArgumentHelp("Channels of the output.", valueName: "N"))
  var channels = 2

  @Flag(
    help:
      "Let the patch that is named use files anywhere and Lua's io, os, debug and package; not what it requires, nor what is typed or sent. For a patch you know."
  )
  var trust = false

  @Option(
    help: ArgumentHelp(
      "How long a chunk may compute, in seconds, what Neap renders for it aside; 0 for no end.",
      valueName: "S"))
  var timeLimit = 5.0

  @Option(
    help: ArgumentHelp(
      "How much memory patches may use, in MiB: Lua's, buffers, signals and sound files.", valueName: "MIB"))
  var memoryLimit = 512

  @Option(
    help: ArgumentHelp(
      "How much patches may write to files, in GiB, before Neap refuses more.", valueName: "GIB"))
  var writeLimit = 4.0

  @Option(
    help: ArgumentHelp(
      "How much memory may keep what was rendered, in MiB, so that an edit renders no more than it changes.",
      valueName: "MIB"))
  var cache = 256

  @Option(help: ArgumentHelp("Colour: auto, always or never; auto heeds NO_COLOR.", valueName: "WHEN"))
  var color = ColorChoice.auto

  func validate() throws {
    guard (8_000...192_000).contains(rate) else {
      throw ValidationError("--rate: \(rate) was given; 8000 to 192000, in frames a second, is expected")
    }
    guard timeLimit >= 0, timeLimit <= 1e6 else {
      throw ValidationError("--time-limit: \(timeLimit) was given; 0 to 1000000, in seconds, is expected")
    }
    guard (16...1_048_576).contains(memoryLimit) else {
      throw ValidationError("--memory-limit: \(memoryLimit) was given; 16 to 1048576, in MiB, is expected")
    }
    guard (1...1_048_576).contains(cache) else {
      throw ValidationError("--cache: \(cache) was given; 1 to 1048576, in MiB, is expected")
    }
    guard writeLimit >= 0, writeLimit <= 1e6 else {
      throw ValidationError("--write-limit: \(writeLimit) was given; 0 to 1000000, in GiB, is expected")
    }
    guard (1...32).contains(channels) else {
      throw ValidationError("--channels: \(channels) was given; 1 to 32 is expected")
    }
  }
}
