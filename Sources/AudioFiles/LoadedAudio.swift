/// The content of a sound file at the rate that was asked for.
package struct LoadedAudio: Sendable {
  /// One array of samples per channel, all equally long and never empty; full scale is -1...1, and files of
  /// floating-point samples may go past it.
  package let planes: [[Float]]
  /// Frames per second of `planes`.
  package let rate: Int
  /// Frames per second in the file.
  package let sourceRate: Int
  /// Frames that could be read from the file.
  package let sourceFrames: Int
  /// How many of the file's samples were not finite; they count as 0.
  package let replacedSamples: Int
  /// What the file holds, whatever its name, container and the rate asked for.
  package let digest: ContentDigest

  /// One sentence for the user where samples had to be replaced, else nil.
  package var remark: String? {
    guard replacedSamples > 0 else { return nil }
    let all = sourceFrames * planes.count
    return "\(replacedSamples) of \(all) samples were not finite numbers and count as 0"
  }
}
