import ArgumentParser
import Terminals

extension ColorChoice: ExpressibleByArgument {}

/// What most commands take.
struct SoundOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Frames a second of the whole project.", valueName: "HZ"))
  var rate = 48_000

  @Option(help: ArgumentHelp("Channels of the output.", valueName: "N"))
  var channels = 2

  @Flag(help: "Let the patch read and write files outside its folder.")
  var trust = false

  @Option(help: ArgumentHelp("Colour: auto, always or never; auto heeds NO_COLOR.", valueName: "WHEN"))
  var color = ColorChoice.auto

  func validate() throws {
    guard (8_000...192_000).contains(rate) else {
      throw ValidationError("--rate: \(rate) was given; 8000 to 192000, in frames a second, is expected")
    }
    guard (1...32).contains(channels) else {
      throw ValidationError("--channels: \(channels) was given; 1 to 32 is expected")
    }
  }
}
