import Designs
import Signals

/// A design function, or one of numbers, as help, the reference and completion tell it: SciPy's names and order.
struct DesignDeclaration: Declaration {
  let name: String
  let family: Family
  let doc: String
  let example: String
  var source: String { "" }
  let parameters: [any Parameter]

  static func parameter(_ name: String, isNeeded: Bool, of design: String, _ family: Family) -> AnyValue {
    let ofNumbers =
      NumberParameters.table["\(design).\(name)"] ?? (family == .numbers ? NumberParameters.table[name] : nil)
    let known = (name == "cutoff" || name == "width") && design == "kaiserord" ? table["width"] : table[name]
    let (doc, takes, choices) =
      ofNumbers ?? known ?? (doc: "As in SciPy.", takes: "a value", choices: [])
    return AnyValue(name: name, doc: doc, takes: takes, mayBeLeftAway: !isNeeded, choices: choices)
  }

  private static let bands = ["lowpass", "highpass", "bandpass", "bandstop"]

  private static let table: [String: (doc: String, takes: String, choices: [String])] = [
    "N": (
      "The order: of a bandpass or a bandstop half of the order that comes out.", "a whole number from 1", []
    ),
    "Wn": (
      "The frequency, or for a bandpass and a bandstop the two, as the design says.",
      "a number in hertz, or {low, high}", []
    ),
    "rp": ("The ripple of the passband.", "a number in dB above 0", []),
    "rs": ("How far down the stopband is.", "a number in dB above 0", []),
    "btype": ("What passes; \"lowpass\" unless told otherwise.", words(bands), bands),
    "analog": ("Stands where SciPy has it; filters here are digital.", "false", []),
    "output": (
      "b and a, sections, or zeros, poles and gain; \"ba\" unless told otherwise.",
      words(["ba", "sos", "zpk"]), ["ba", "sos", "zpk"]
    ),
    "norm": (
      "What Wn says; \"phase\" unless told otherwise.", words(Prototype.BesselNorm.allCases.map(\.rawValue)),
      Prototype.BesselNorm.allCases.map(\.rawValue)
    ),
    "fs": (
      "The rate that frequencies are measured against; the project's unless told otherwise.",
      "a number in hertz", []
    ),
    "numtaps": ("How many taps: one more than the order.", "a whole number", []),
    "cutoff": ("Where it is 6 dB down.", "a number in hertz, or a list of them", []),
    "width": (
      "How wide the transition is; firwin takes a Kaiser window that keeps it.", "a number in hertz", []
    ),
    "window": (
      "The window; of firwin \"hamming\" unless told otherwise.",
      "a window's name, a list of name and parameters, or a Kaiser window's beta", Window.allNames
    ),
    "pass_zero": ("What happens at 0 Hz; true unless told otherwise.", "true, false, \(words(bands))", bands),
    "scale": (
      "Whether the middle of the first passband has gain 1; true unless told otherwise.", "true or false", []
    ),
    "bands": ("The edges of the bands, two for each, rising.", "a list of numbers in hertz", []),
    "desired": ("The gain in each band.", "a list of numbers, one for each band", []),
    "weight": (
      "How much an error counts in each band; 1 unless told otherwise.",
      "a list of numbers, one for each band", []
    ),
    "type": (
      "What the taps do; \"bandpass\" unless told otherwise.",
      words(EquirippleDesign.Form.allCases.map(\.rawValue)), EquirippleDesign.Form.allCases.map(\.rawValue)
    ),
    "maxiter": ("After how many rounds it gives up; 25 unless told otherwise.", "a whole number", []),
    "grid_density": ("How densely errors are looked for; 16 unless told otherwise.", "a whole number", []),
    "ripple": ("How far the response may be off, as an attenuation.", "a number in dB", []),
    "Nx": ("How many samples.", "a whole number", []),
    "fftbins": (
      "Periodic, for spectra; false for symmetric, for filters. true unless told otherwise.", "true or false",
      []
    ),
  ]

  static func words(_ choices: [String]) -> String {
    choices.map { "\"\($0)\"" }.joined(separator: " or ")
  }
}
