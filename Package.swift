// swift-tools-version:6.2
import PackageDescription

// Built for x86-64-v3 (AVX2, FMA; any x86-64 processor since 2015), checked at start; NEAP_BASELINE=1 builds for any
// x86-64. On other architectures the baseline has fused multiply-add of its own.
#if arch(x86_64)
  let baseline = Context.environment["NEAP_BASELINE"] != nil
  let tuned: [SwiftSetting] =
    baseline ? [] : [.unsafeFlags(["-Xcc", "-march=x86-64-v3"]), .define("DSP_FMA"), .define("NEAP_V3")]
#else
  let tuned: [SwiftSetting] = [.define("DSP_FMA")]
#endif

// What one thread does to its own objects is not checked again at run time, in what runs.
let unchecked: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]
let strict: [SwiftSetting] =
  [
    .swiftLanguageMode(.v6), .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
  ] + tuned + unchecked
// Spans are returned from our own types in Signals alone.
let spans: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
  name: "Neap",
  products: [.executable(name: "neap", targets: ["neap"])],
  dependencies: [
    // The command line: parsing, help and completion from one declaration.
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    // Each of a thousand steps of undo holds the table of scores and the course of the tempo, which share what did not change.
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
  ],
  targets: [
    // C libraries, one folder each; Debian's packages are listed in scripts/packages.
    .systemLibrary(name: "CLua", pkgConfig: "lua5.4", providers: [.apt(["liblua5.4-dev"])]),
    .systemLibrary(name: "CReadline", providers: [.apt(["libreadline-dev"])]),
    .systemLibrary(name: "CPulse", providers: [.apt(["libpulse-dev"])]),
    .systemLibrary(name: "CFFTW", providers: [.apt(["libfftw3-dev"])]),
    .systemLibrary(name: "CSndfile", providers: [.apt(["libsndfile1-dev"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"])]),
    .systemLibrary(name: "CSoxr", providers: [.apt(["libsoxr-dev"])]),
    // Version 5 uuids: SHA-1 by a kept library.
    .systemLibrary(name: "CLibUUID", providers: [.apt(["uuid-dev"])]),
    // What is kept on the disk is named by SHA-256: by a kept library, small, with no start of its own.
    .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
    // Segments on the disk are checked as fast as they are read (XXH3): from its header alone.
    .systemLibrary(name: "CXXHash", providers: [.apt(["libxxhash-dev"])]),
    // What Linux has beside POSIX: epoll, inotify, timers as descriptors, the user at a socket's other end.
    .systemLibrary(name: "CLinux"),
    .target(name: "CProcessor"),
    // Threads that leave signals to the main one, and how they wait for one another.
    .target(name: "Threads", swiftSettings: strict),
    .target(name: "CLanes"),
    .target(name: "LuaShim", dependencies: ["CLua"]),

    // The model: builds without Lua, PulseAudio and readline.
    .target(name: "Signals", swiftSettings: spans),
    .target(
      name: "Graphs", dependencies: ["Signals", "Threads", "CProcessor", "CLibUUID", "CNettle"],
      swiftSettings: strict),
    .target(name: "Designs", swiftSettings: strict),
    // Spectra: the spectral kinds and long convolutions transform what they hear, window by window.
    .target(name: "Kinds", dependencies: ["Signals", "Spectra", "Designs", "CLanes"], swiftSettings: strict),
    .target(
      name: "Workspaces",
      dependencies: [
        "Graphs", "Signals", "Storage", .product(name: "HashTreeCollections", package: "swift-collections"),
      ],
      swiftSettings: strict),

    // What is outside, each by itself.
    .target(name: "Storage", dependencies: ["Threads"], swiftSettings: strict),
    .target(
      name: "DiskCache", dependencies: ["Graphs", "Storage", "CXXHash", "CProcessor"], swiftSettings: strict),
    .target(name: "AudioFiles", dependencies: ["CSndfile", "CSoxr", "Threads"], swiftSettings: strict),
    .target(name: "Spectra", dependencies: ["CFFTW"], swiftSettings: strict),
    .target(name: "Numerics", dependencies: ["Spectra", "Designs"], swiftSettings: strict),
    .target(name: "Measures", dependencies: ["Spectra", "Designs"], swiftSettings: strict),
    .target(name: "Playback", dependencies: ["CPulse", "Designs", "Threads"], swiftSettings: strict),
    .target(name: "Pictures", dependencies: ["CCairo"], swiftSettings: strict),
    .target(name: "Scripting", dependencies: ["LuaShim"], swiftSettings: strict),
    .target(name: "Terminals", dependencies: ["CReadline"], swiftSettings: strict),
    .target(name: "Remotes", dependencies: ["CLinux", "Threads"], swiftSettings: strict),
    .target(name: "Watches", dependencies: ["CLinux"], swiftSettings: strict),

    // What is taught: pages of Markdown, and how far they were read. Knows nothing of sound.
    .target(name: "Lessons", dependencies: ["Workspaces"], swiftSettings: strict),

    // Where language and sound meet, and the program that wires it.
    .target(
      name: "Sessions",
      dependencies: [
        "Scripting", "Workspaces", "Graphs", "Signals", "Playback", "AudioFiles", "Spectra", "Measures",
        "Designs", "Storage", "Numerics", "Pictures", "Lessons", "CLinux",
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "neap",
      dependencies: [
        "Sessions", "Pictures", "Terminals", "Playback", "Scripting", "Workspaces", "Graphs", "Kinds",
        "Signals",
        "AudioFiles", "Remotes", "Watches", "Storage", "Lessons", "DiskCache",
        "CLinux", "CProcessor", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),

    // Chance that is the same every run, for the tests of laws.
    .target(name: "Chance", path: "Tests/Chance", swiftSettings: strict),
    // Where tests that mostly wait do so.
    .target(name: "Waits", path: "Tests/Waits", swiftSettings: strict),
    // Disks that fail, for the tests of what is stored.
    .target(name: "Disks", dependencies: ["Storage"], path: "Tests/Disks", swiftSettings: strict),
    // Each test target mirrors the target that it tests.
    .testTarget(name: "ThreadsTests", dependencies: ["Threads"], swiftSettings: strict),
    .testTarget(name: "LessonsTests", dependencies: ["Lessons"], swiftSettings: strict),
    .testTarget(name: "PicturesTests", dependencies: ["Pictures"], swiftSettings: strict),
    .testTarget(name: "MeasuresTests", dependencies: ["Measures"], swiftSettings: strict),
    .testTarget(
      name: "GraphsTests", dependencies: ["Graphs", "Signals", "Kinds", "Spectra", "Chance"],
      swiftSettings: strict),
    .testTarget(
      name: "KindsTests", dependencies: ["Kinds", "Signals"], exclude: ["References"], swiftSettings: strict
    ),
    .testTarget(
      name: "DesignsTests", dependencies: ["Designs"], exclude: ["References"], swiftSettings: strict),
    .testTarget(
      name: "NumericsTests", dependencies: ["Numerics", "Designs", "Chance"], exclude: ["References"],
      swiftSettings: strict),
    .testTarget(
      name: "WorkspacesTests", dependencies: ["Workspaces", "Graphs", "Kinds", "Signals", "Chance"],
      swiftSettings: strict),
    .testTarget(
      name: "DiskCacheTests", dependencies: ["DiskCache", "Graphs", "Kinds", "Signals", "Storage", "Disks"],
      swiftSettings: strict),
    .testTarget(name: "AudioFilesTests", dependencies: ["AudioFiles", "CSndfile"], swiftSettings: strict),
    // Lua's own tests, in a plain Lua.
    .testTarget(
      name: "PatternsTests",
      exclude: [
        "References", "run.lua", "chance_tests.lua", "errors_tests.lua", "laws_tests.lua", "mini_tests.lua",
        "pitch_tests.lua", "rational_tests.lua", "speed_tests.lua", "tidal_tests.lua", "transforms_tests.lua",
        "words_tests.lua",
      ], swiftSettings: strict),
    .testTarget(name: "StorageTests", dependencies: ["Storage", "Chance", "Disks"], swiftSettings: strict),
    .testTarget(name: "SpectraTests", dependencies: ["Spectra"], swiftSettings: strict),
    .testTarget(name: "ScriptingTests", dependencies: ["Scripting", "Waits"], swiftSettings: strict),
    .testTarget(name: "PlaybackTests", dependencies: ["Playback", "Waits", "CPulse"], swiftSettings: strict),
    .testTarget(
      name: "SessionsTests",
      dependencies: [
        "Sessions", "Waits", "Scripting", "Workspaces", "Graphs", "Kinds", "Signals", "Spectra", "Playback",
        "AudioFiles", "Pictures", "Chance", "Lessons", "Storage", "Disks", "CLinux",
      ],
      swiftSettings: strict),
    // Types at a prompt in a real terminal. CProcessor: under the thread sanitizer its locks take the place of Swift's.
    .executableTarget(
      name: "PromptDemo", dependencies: ["Terminals", "CProcessor"], path: "Tests/PromptDemo",
      swiftSettings: strict),
    .testTarget(
      name: "NeapTests", dependencies: ["neap", "Waits", "AudioFiles", "CLinux", "Chance"],
      swiftSettings: strict),
    .testTarget(
      name: "InstrumentsTests", dependencies: ["neap"], exclude: ["levels.lua", "levels.sh"],
      swiftSettings: strict),
    .testTarget(
      name: "TerminalsTests", dependencies: ["Terminals", "Waits", "PromptDemo"], swiftSettings: strict),
  ]
)

// Fuzzers that coverage guides, whose `main` is libFuzzer's: scripts/fuzz builds them alone.
if Context.environment["NEAP_FUZZ"] != nil {
  package.targets += [
    .target(name: "FuzzLua", dependencies: ["CLua"], path: "Tests/FuzzLua"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "FuzzLua", "Sessions", "Scripting", "Workspaces", "Graphs", "Kinds", "Signals", "AudioFiles",
        "Remotes",
        "Storage",
      ], path: "Tests/Fuzz", swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]),
  ]
}
