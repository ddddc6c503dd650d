import Signals

extension SignalVersion {
  /// What an elementwise kernel makes of one frame: a value for each channel of its output from one for each channel of
  /// each input.
  package func oneFrame(_ values: [[Float]]) -> [Float] {
    precondition(kernel.isElementwise && values.count == streams.count)
    let count = shape.channels
    var out = [Float](repeating: 0, count: count)
    let flat = values.flatMap { $0 }
    var isUniform = false
    out.withUnsafeMutableBufferPointer { out in
      flat.withUnsafeBufferPointer { flat in
        guard let start = flat.baseAddress, let end = out.baseAddress else { return }
        var first = 0
        let planes = values.map { list -> InputPlanes in
          defer { first += list.count }
          return InputPlanes(
            start: start + first, stride: list.count == 1 ? 0 : 1, first: 0, count: 1, isUniform: false)
        }
        planes.withUnsafeBufferPointer { planes in
          withUnsafeMutablePointer(to: &isUniform) { isUniform in
            let block = RenderBlock(
              frames: 0..<1, channels: count, out: end, stride: 1, inputs: planes.baseAddress,
              uniformOut: isUniform)
            kernel.render(block, nil)
          }
        }
      }
    }
    return out
  }
}
