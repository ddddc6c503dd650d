import Pictures
import Testing

@testable import Sessions

/// Pictures that were looked at, 60 by 16 characters.
struct GoldenPictureTests {
  static let pictures: [(String, String)] = [
    (
      #"plot(sine(1000), {length = 0.001})"#,
      #"""
      sine (frequency 1000 Hz)
      1 ms from 0 s, 48 samples
       1.0┤        ⠠⡴⡞⡏⢹⢹⢹⠉⡟⡶⡤
          │      ⢤⠌⡏⡇⡇⡇⢸⢸⢸ ⡇⡇⡏⡏⢤⠄
       0.5┤    ⢤⢽⢹ ⡇⡇⡇⡇⢸⢸⢸ ⡇⡇⡇⡇⢸⢹⢥⠄
          │  ⠐⡖⢸⢸⢸ ⡇⡇⡇⡇⢸⢸⢸ ⡇⡇⡇⡇⢸⢸⢸⠐⡖
          │⢀⣈⡏⡇⢸⢸⢸ ⡇⡇⡇⡇⢸⢸⢸ ⡇⡇⡇⡇⢸⢸⢸ ⡏⣏⣀
       0.0┤⠓⠃⠃⠃⠘⠘⠘ ⠃⠃⠃⠃⠘⠘⠘ ⠃⠃⠃⠃⠘⠘⠘ ⠃⠃⠃⠚⢲⢰⢰ ⡆⡆⡆⢰⢰⢰⢰ ⡆⡆⡆⢰⢰⢰⢰ ⡆⡆⡆⢰⢰⢰⠂
          │                            ⠉⣹⣸ ⡇⡇⡇⢸⢸⢸⢸ ⡇⡇⡇⢸⢸⢸⢸ ⡇⡇⡇⢸⣸⡉⠁
          │                              ⠼⠄⡇⡇⡇⢸⢸⢸⢸ ⡇⡇⡇⢸⢸⢸⢸ ⡇⡇⡇⠼⠄
      -0.5┤                               ⠈⢉⣇⡇⢸⢸⢸⢸ ⡇⡇⡇⢸⢸⢸⢸ ⣇⣏⠉
          │                                 ⠐⠓⣸⣸⢸⢸ ⡇⡇⡇⢸⢸⢸⣸⡐⠓
      -1.0┤                                    ⠚⠾⣼⣀⣇⣇⣇⣸⡼⠞⠂
          └┬──────────┬──────────┬──────────┬──────────┬─────────┬
          0.0        0.2        0.4        0.6        0.8       ms
      """#
    ),
    (
      #"spectrum(saw(440):lowpass(2000))"#,
      #"""
      spectrum of lowpass (cutoff 2000 Hz) of saw
      window hann, 1 s, 48000 samples, resolution 1 Hz
      level (dB)
         0┤                       ⢰     ⡀
          │                       ⢸     ⡇  ⣼ ⢰ ⡀
          │                       ⢸     ⡇  ⣿ ⢸ ⡇⢸ ⡆⡄⡀
       -40┤                       ⢸     ⡇  ⣿ ⢸ ⡇⢸ ⡇⡇⣿⢰⢄⡀
          │                       ⢸     ⡇  ⣿ ⢸ ⡇⢸ ⡇⡇⣿⢸ ⠈⠒⠤⣀
          │                       ⡎⡇   ⢠⢳  ⡟⡄⡸⡄⣇⢸ ⡇⡇⣿⢸     ⠑⠤⡀
       -80┤                       ⡇⡇   ⢸⢸  ⡇⡇⡇⣿⢸⡇⣷⢹⢱⠛⡼       ⠈⠢⡀
          │                       ⡇⡇   ⢸⢸  ⡇⡇⡇⣿⢸⡇⣿⢸⢸ ⡇         ⠈⢆
          │                       ⡇⡇   ⢸⢸  ⡇⡇⡇⣿⢸⡇⣿⢸⢸ ⡇           ⡇
      -120┤                       ⡇⡇   ⢸⢸  ⡇⡇⡇⣿⢸⡇⣿⢸⢸ ⡇           ⢸
          └┬───────────┬─────────────────┬─────────────────┬──────
          20          100               1k                10k   Hz
      """#
    ),
    (
      #"freqz(lowpass(1000))"#,
      #"""
      frequency response of lowpass (cutoff 1000 Hz)
      -3 dB at 1 kHz
      level (dB)
         0┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠙⠒⠒⠲⠤⠤⢤⣀⣀⡀
          │                              ⠅          ⠉⠉⠉⠒⠒⠦⠤⢄⣀⡀
       -60┤                              ⠅                   ⠉⠙⠲⣄
          │                              ⠅                       ⢣
      phase (rad)
         0┤⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠒⠒⠒⠒⠒⠦⠤⠤⣄⣀⡀
      -π/2┤                         ⠉⠙⠒⠦⣄⡀
          │                              ⠉⠑⠲⢤⣀⡀
        -π┤                                   ⠈⠉⠓⠒⠒⠦⠤⠤⠤⠤⣄⣀⣀⣀⣀⣀⣀⣀⣀⣀
      group delay (µs)
          │   ⢀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⡤⠤⠤⠴⠒⠒⠒⠲⢤⡀
       200┤⠉⠉⠉⠉                          ⠙⠢⣀
          │                                ⠈⠳⢄⡀
         0┤                                   ⠉⠓⠲⠤⠤⣄⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀
          └┬───────────┬─────────────────┬─────────────────┬──────
          20          100               1k                10k   Hz
      """#
    ),
    (
      #"zplane(bandpass(2000, 5))"#,
      #"""
      poles and zeros of bandpass (cutoff 2000 Hz, q 5)
      stable: every pole lies within the unit circle
      imaginary part   ○ zeros   × poles
       1.0┤       ⢀⣀⣀⣀⣀⡀         zero -1
          │    ⣠⠔⠊⠁  ⠅ ⠈⠑⠢⣄      zero 1
       0.5┤  ⢀⠞⠁     ⠅    ⠈⠳⡀    poles 0.9416 ± 0.251i, radius
          │ ⢀⠎       ⠅      ⢄⠄   0.9744, 1.99 kHz
       0.0┤⡀⡠⡀ ⡀ ⡀ ⡀ ⡀ ⡀ ⡀ ⡀⢁⢅
          │ ⠈        ⠅      ⡀⡁
          │ ⠈⢆       ⠅      ⠊⠂
      -0.5┤  ⠈⢦⡀     ⠅    ⢀⡴⠁
          │    ⠙⠢⢄⡀  ⠅ ⢀⡠⠔⠋
      -1.0┤       ⠈⠉⠉⠉⠉⠁
          └──────────┬─────────
                     0           real part
      """#
    ),
    (
      #"timeline(p"c4 e4 <g4 a4>*2 [b4 c5]", {to = bars(2)})"#,
      #"""
      timeline of p"c4 e4 <g4 a4>*2 [b4 c5]"
      12 events in 2 bars from bar 0
      c5┤                        ⢰⣶⣶⣶                         ⣶⣶⣶⡆
      b4┤                     ⠿⠿⠿                         ⠸⠿⠿⠇
      a4┤                 ⢀⣀⣀⡀                         ⣀⣀⣀
        │                 ⠘⠛⠛⠃                         ⠛⠛⠛
      g4┤              ⣤⣤⣤                         ⢠⣤⣤⡄
        │              ⠉⠉⠉                         ⠈⠉⠉⠁
        │
      e4┤       ⠿⠿⠿⠿⠿⠿⠇                     ⠸⠿⠿⠿⠿⠿⠿
        │
        │
      c4┤⣶⣶⣶⣶⣶⣶⡆                     ⢰⣶⣶⣶⣶⣶⣶
        └┬─────────────┬─────────────┬─────────────┬─────────────┬
         0            0.5            1            1.5          bar
      """#
    ),
    (
      #"plot({0, 1, 0}, {1, 0, 1})"#,
      #"""
      list, list 2
      3 samples
      ⠒⠒⠒ list   ⠒⠂⠀ list 2
      1.0┤         ⠹⠁                ⠈⡏                 ⠈⠏
      0.8┤         ⢠                  ⡇                  ⡄
         │         ⠈                  ⡇                  ⠁
      0.6┤         ⠸                  ⡇                  ⠇
         │         ⢠                  ⡇                  ⡄
      0.4┤         ⠈                  ⡇                  ⠁
         │         ⠸                  ⡇                  ⠇
      0.2┤         ⢠                  ⡇                  ⡄
         │         ⠈                  ⡇                  ⠁
      0.0┤        ⢀⣼                  ⣧⡀                ⣠⡇
         └─────────┬──────────────────┬─────────────────┬─────────
                   0                  1                 2        n
      """#
    ),
    (
      #"spectrogram(sine(line(200, 4000, 1)))"#,
      #"""
      spectrogram of sine (frequency line)
      window hann, 2048 samples (42.67 ms), every 10.67 ms,
      resolution 23.44 Hz
      frequency (Hz)   -80 dB ⠀⠁⠡⠥⢕⢵⣵⣿ 0 dB
         │
      10k┤
         │⠁                            ⢀⢀⢀⢀⣀⢀⣀⢀⣄⢤⣤⢤⢤⠤⠤⠤⠤⠴⠴⠶⠶⠖⠖⠒⠒⠒⠒
         │⠅          ⢀⢀⣄⢄⣤⢤⣤⢴⠴⠶⠶⠗⠗⠛⠛⠛⠙⠉⠉⠉⠉⠉⠁⠁⠁⠁
       1k┤⠕ ⢀⢄⢄⣴⢵⢵⠿⠟⠟⠝⠙⠉⠉⠁⠁
         │⢵⣵⢿⢟⠝⠅⠁⠁⠁
         │⢿⠝⠅⠅⠁
      100┤⢝⠅⠁
         │⢝⠅⠁
         └┬──────────┬──────────┬──────────┬──────────┬──────────┬
         0.0        0.2        0.4        0.6        0.8         s
      """#
    ),
  ]

  @Test(arguments: pictures) func isAsItWasSeen(_ code: String, _ picture: String) throws {
    let test = try TestSession()
    test.session.screen = { Screen(columns: 60, rows: 16) }
    #expect(try test.run(code) == picture)
  }
}
