import CProcessor

/// What samples' bits hang on beside the patch: this build of Neap, the libraries that it has loaded, and what the
/// processor can do.
package enum CodeIdentity {
  package static var bytes: [UInt8] {
    // Build ids of twenty bytes, of some sixty libraries.
    var bytes = [UInt8](repeating: 0, count: 4_096)
    var count = processor_code_identity(&bytes, bytes.count)
    if count > bytes.count {
      bytes = [UInt8](repeating: 0, count: count)
      count = min(count, processor_code_identity(&bytes, count))
    }
    return Array(bytes[..<count])
  }
}
