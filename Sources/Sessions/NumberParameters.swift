import Designs
import Numerics
import Signals

/// What the parameters of the functions of numbers say: by word and name where a word has its own, else by name.
enum NumberParameters {
  typealias Entry = (doc: String, takes: String, choices: [String])

  private static func choice<Choice: CaseIterable & RawRepresentable<String>>(
    _ doc: String, _ type: Choice.Type
  ) -> Entry {
    let names = type.allCases.map(\.rawValue)
    return (doc, DesignDeclaration.words(names), names)
  }

  private static let whole = "a whole number"
  private static let numbers = "a buffer or a list of numbers"
  private static let complex = "a buffer or a list of numbers, real or complex"
  private static let bounds = "a number, or {least, greatest}"

  static let table: [String: Entry] = [
    "x": ("The numbers.", complex, []), "y": ("The other numbers.", complex, []),
    "lpc.y": ("The numbers.", numbers, []), "order": ("How many numbers before predict the next.", whole, []),
    "in1": ("The numbers that the answer is laid out by.", complex, []),
    "in2": ("The other numbers.", complex, []),
    "n": ("How many numbers are transformed: filled up with zeros or cut.", whole, []),
    "decimate.n": ("The order of the filter; 8, or of fir 20 q, unless told otherwise.", whole, []),
    "norm": choice("Where 1 / n lies; \"backward\" unless told otherwise.", Fourier.Norm.self),
    "mode": choice("Which part is answered; \"full\" unless told otherwise.", Convolution.Mode.self),
    "method": choice("How; \"auto\" unless told otherwise.", Convolution.Method.self),
    "window": (
      "The window; \"hann\" unless told otherwise.",
      "a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer", Window.allNames
    ),
    "periodogram.window": (
      "The window; \"boxcar\" unless told otherwise.",
      "a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer", Window.allNames
    ),
    "resample_poly.window": (
      "The window of the filter, or its taps; {\"kaiser\", 5} unless told otherwise.",
      "a window's name, a list of name and parameters, a Kaiser window's beta, or a buffer", Window.allNames
    ),
    "nperseg": ("How many numbers a segment has; 256 unless told otherwise.", whole, []),
    "noverlap": ("By how many numbers segments overlap; half of them unless told otherwise.", whole, []),
    "nfft": ("How long each transform is; as long as the segment unless told otherwise.", whole, []),
    "detrend": (
      "What is taken off each segment: its mean, a straight line, or nothing.",
      "\"constant\" or \"linear\" or false", ["constant", "linear"]
    ),
    "return_onesided": (
      "Whether frequencies below 0 are left out; true of real numbers unless told otherwise.",
      "true or false", []
    ),
    "input_onesided": (
      "Whether frequencies below 0 were left out; true unless told otherwise.", "true or false", []
    ),
    "scaling": choice(
      "Power per hertz, or power; \"density\" unless told otherwise.", SegmentOptions.Scaling.self),
    "stft.scaling": (
      "Whether a bin is an amplitude or the root of power per hertz; \"spectrum\" unless told otherwise.",
      "\"spectrum\" or \"psd\"", ["spectrum", "psd"]
    ),
    "istft.scaling": (
      "As stft had it; \"spectrum\" unless told otherwise.", "\"spectrum\" or \"psd\"", ["spectrum", "psd"]
    ),
    "average": choice(
      "How segments are averaged; \"mean\" unless told otherwise.", SpectralEstimate.Average.self),
    "stft.boundary": (
      "How both ends go on, so that each number stands in the middle of a segment; \"zeros\" unless told otherwise.",
      "\"zeros\" or \"even\" or \"odd\" or \"constant\" or false", ["zeros", "even", "odd", "constant"]
    ),
    "istft.boundary": ("Whether the ends were extended; true unless told otherwise.", "true or false", []),
    "padded": ("Whether zeros fill up the last segment; true unless told otherwise.", "true or false", []),
    "Zxx": ("Of each frequency a row of values over time.", "a list of buffers, as stft answers it", []),
    "b": ("The numerator, in rising powers of z^-1.", numbers, []),
    "a": ("The denominator.", numbers, []),
    "sos": ("Second-order sections.", "a list of rows of 6 numbers", []),
    "z": ("The zeros.", complex, []), "p": ("The poles.", complex, []), "k": ("The gain.", "a number", []),
    "zi": ("The state to begin with; then the state at the end is answered too.", numbers, []),
    "sosfilt.zi": (
      "The state to begin with; then the state at the end is answered too.",
      "a row of 2 numbers for each section", []
    ),
    "system": ("Numerator and denominator.", "{b, a}", []),
    "w": (
      "How many frequencies, or which; 512 unless told otherwise.",
      "a whole number, or a list of numbers in hertz", []
    ),
    "worN": (
      "How many frequencies, or which; 512 unless told otherwise.",
      "a whole number, or a list of numbers in hertz", []
    ),
    "whole": (
      "Whether up to the sample rate and not half of it; false unless told otherwise.", "true or false", []
    ),
    "filtfilt.padtype": (
      "How both ends go on; \"odd\" unless told otherwise.",
      "\"odd\" or \"even\" or \"constant\" or false", ["odd", "even", "constant"]
    ),
    "padlen": (
      "By how many numbers; three times the coefficients unless told otherwise.", whole, []
    ),
    "resample_poly.padtype": choice(
      "What stands past the ends, or is taken off before; \"constant\" unless told otherwise.",
      Resampling.Padding.self),
    "cval": ("What stands past the ends; 0 unless told otherwise.", "a number", []),
    "up": ("By how much the rate grows first.", whole, []),
    "down": ("By how much it falls then.", whole, []),
    "q": ("One number in so many is kept.", whole, []),
    "ftype": choice("Which filter; \"iir\" unless told otherwise.", Resampling.FilterType.self),
    "zero_phase": (
      "Whether nothing moves in time; true unless told otherwise.", "true or false", []
    ),
    "height": ("How high a peak is.", bounds, []),
    "threshold": ("How far it stands above its neighbours.", bounds, []),
    "distance": ("How many places peaks are apart at least; the highest stay.", "a number from 1", []),
    "prominence": ("How far it stands above the ground around it.", bounds, []),
    "width": ("How many places wide it is.", bounds, []),
    "wlen": ("How many numbers around it are looked at for its prominence.", whole, []),
    "rel_height": (
      "At which part of the prominence, from above, widths are measured; 0.5 unless told otherwise.",
      "a number", []
    ),
    "plateau_size": ("How many equal numbers its top has.", bounds, []),
    "nbits": ("The length of the register.", "a whole number from 2 to 32", []),
    "state": ("What the register holds at first; ones unless told otherwise.", numbers, []),
    "length": ("How many numbers; a period unless told otherwise.", whole, []),
    "taps": ("Which places are fed back; for the longest period unless told otherwise.", numbers, []),
    "shape": ("How many numbers.", whole, []),
    "idx": (
      "The place of the 1, from 1; the first unless told otherwise.", "a whole number or \"mid\"", ["mid"]
    ),
    "re": ("The real part.", "a number", []),
    "im": ("The imaginary part; 0 unless told otherwise.", "a number", []),
    "values": ("The numbers, or how many a function answers.", "a list of numbers, or a whole number", []),
    "fn": ("Answers the number n, from 0.", "a function", []),
  ]
}
