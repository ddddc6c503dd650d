import Glibc

/// a x b + c, fused where the build fuses, so that a lane form and its scalar form agree.
@inlinable @inline(__always)
package func mulAdd(_ a: Float, _ b: Float, _ c: Float) -> Float {
  #if DSP_FMA
    c.addingProduct(a, b)
  #else
    a * b + c
  #endif
}

/// The same in each of eight lanes.
@inlinable @inline(__always)
package func mulAdd(_ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>) -> SIMD8<Float> {
  #if DSP_FMA
    c.addingProduct(a, b)
  #else
    a * b + c
  #endif
}
