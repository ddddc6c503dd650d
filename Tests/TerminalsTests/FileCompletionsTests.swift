import Glibc
import Terminals
import Testing

@Suite struct FileCompletionsTests {
  let folder = Folder()

  init() {
    mkdir(folder.path + "/samples", 0o700)
    for name in ["kick.wav", "kit 1.wav", ".secret", "samples/snare.wav"] {
      close(open(folder.path + "/" + name, O_CREAT | O_WRONLY, 0o600))
    }
  }

  private func texts(_ word: String) -> [String] {
    fileCompletions(of: word, in: folder.path).map(\.text)
  }

  @Test func namesWithSpacesAreWholeAndFoldersEndInASlash() {
    #expect(texts("") == ["kick.wav", "kit 1.wav", "samples/"])
    #expect(texts("ki") == ["kick.wav", "kit 1.wav"])
  }

  @Test func filesInFoldersKeepTheFolderAndShowTheName() {
    #expect(
      fileCompletions(of: "samples/s", in: folder.path) == [
        Completion("samples/snare.wav", shown: "snare.wav")
      ])
    #expect(texts("none/") == [])
  }

  @Test func absoluteNamesAreSeenFromTheRoot() {
    #expect(texts(folder.path + "/kic") == [folder.path + "/kick.wav"])
  }

  @Test func hiddenNamesWantTheirDotTyped() {
    #expect(texts(".") == [".secret"])
  }
}
