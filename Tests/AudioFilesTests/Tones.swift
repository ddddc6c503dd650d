import Glibc

/// A sine of `frequency` Hz, `amplitude` high, starting at phase 0.
func tone(_ frequency: Double, rate: Int, frames: Int, amplitude: Double = 0.5) -> [Float] {
  (0..<frames).map { Float(amplitude * sin(2 * .pi * frequency * Double($0) / Double(rate))) }
}

/// Planes as one array, the samples of one frame side by side.
func interleaved(_ planes: [[Float]]) -> [Float] {
  (0..<(planes.first?.count ?? 0)).flatMap { frame in planes.map { $0[frame] } }
}
