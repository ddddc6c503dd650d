import Glibc

/// A period as a sum of waves: c[k] cos(k x) + s[k] sin(k x), k from 0.
struct FourierSeries: Sendable {
  var cosines: [Double]
  var sines: [Double]

  /// Of a period that is given by its samples, up to `most` harmonics; the one at half the samples, if there is one,
  /// as a cosine.
  init(period: [Float], most: Int) {
    let count = period.count
    let spectrum = Self.transform(period.map { Complex(Double($0), 0) })
    let highest = min(most, count / 2)
    cosines = (0...highest).map { k in
      spectrum[k].real * (k == 0 || 2 * k == count ? 1 : 2) / Double(count)
    }
    sines = (0...highest).map { k in k == 0 || 2 * k == count ? 0 : -2 * spectrum[k].imaginary / Double(count)
    }
  }

  init(sines amplitudes: [Double]) {
    cosines = [Double](repeating: 0, count: amplitudes.count + 1)
    sines = [0] + amplitudes
  }

  /// The highest harmonic.
  var highest: Int { sines.count - 1 }

  /// Up to a harmonic, at `count` points, a power of two above twice that.
  func values(upTo harmonic: Int, count: Int) -> [Float] {
    var spectrum = [Complex](repeating: Complex(0, 0), count: count)
    for k in 0...min(harmonic, highest) {
      // The real part of the sum of (c - i s) exp(i k x); the transform's exponent is negative.
      spectrum[(count - k) % count] = Complex(cosines[k], -sines[k])
    }
    Self.transformPowerOfTwo(&spectrum)
    return spectrum.map { Float($0.real) }
  }

  struct Complex: Sendable {
    var real: Double
    var imaginary: Double
    init(_ real: Double, _ imaginary: Double) { (self.real, self.imaginary) = (real, imaginary) }
    init(turns: Double) { self.init(cos(2 * .pi * turns), sin(2 * .pi * turns)) }
    static func + (a: Complex, b: Complex) -> Complex {
      Complex(a.real + b.real, a.imaginary + b.imaginary)
    }
    static func - (a: Complex, b: Complex) -> Complex {
      Complex(a.real - b.real, a.imaginary - b.imaginary)
    }
    static func * (a: Complex, b: Complex) -> Complex {
      Complex(a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real)
    }
    var conjugate: Complex { Complex(real, -imaginary) }
  }

  /// The discrete Fourier transform of any length: as a convolution with a chirp (Bluestein, 1970).
  static func transform(_ x: [Complex]) -> [Complex] {
    let count = x.count
    if count & (count - 1) == 0 {
      var y = x
      transformPowerOfTwo(&y)
      return y
    }
    var length = 1
    while length < 2 * count - 1 { length *= 2 }
    let chirp = (0..<count).map { Complex(turns: -Double($0 * $0 % (2 * count)) / Double(2 * count)) }
    var a = [Complex](repeating: Complex(0, 0), count: length)
    var b = a
    for n in 0..<count {
      a[n] = x[n] * chirp[n]
      b[n] = chirp[n].conjugate
      b[(length - n) % length] = chirp[n].conjugate
    }
    transformPowerOfTwo(&a)
    transformPowerOfTwo(&b)
    // Back by the transform of the conjugate.
    var products = zip(a, b).map { ($0 * $1).conjugate }
    transformPowerOfTwo(&products)
    return (0..<count).map { n in
      let y = products[n].conjugate
      return Complex(y.real / Double(length), y.imaginary / Double(length)) * chirp[n]
    }
  }

  /// In place, of a length that is a power of two (Cooley, Tukey, 1965).
  static func transformPowerOfTwo(_ x: inout [Complex]) {
    let count = x.count
    var j = 0
    for i in 1..<max(1, count) {
      var bit = count >> 1
      while j & bit != 0 {
        j ^= bit
        bit >>= 1
      }
      j |= bit
      if i < j { x.swapAt(i, j) }
    }
    let turns = (0..<max(1, count / 2)).map { Complex(turns: -Double($0) / Double(count)) }
    var half = 1
    while half < count {
      let stride = count / (2 * half)
      for start in Swift.stride(from: 0, to: count, by: 2 * half) {
        for k in 0..<half {
          let a = x[start + k]
          let b = x[start + k + half] * turns[k * stride]
          x[start + k] = a + b
          x[start + k + half] = a - b
        }
      }
      half *= 2
    }
  }
}
