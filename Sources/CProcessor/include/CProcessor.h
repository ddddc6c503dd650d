#pragma once
#include <stdint.h>
#include <stdbool.h>
#include <stddef.h>

/// What the bits of samples hang on beside the patch: the build ids of this program and of every library that it has
/// loaded, and what the processor can do. Answers how many bytes that takes; no more than `room` are written.
size_t processor_code_identity(uint8_t *bytes, size_t room);

// What the processor can do and how it rounds: the few things that Swift has no word for.

#if defined(__x86_64__)
#include <immintrin.h>

/// Whether this processor runs code built for x86-64-v3.
static inline bool processor_has_v3(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
}
/// Sets flush-to-zero and denormals-are-zero on this thread; answers the former control word.
static inline uint64_t processor_flush_denormals(void) {
  uint32_t before = _mm_getcsr();
  _mm_setcsr(before | 0x8040);
  return before;
}
static inline void processor_restore(uint64_t before) { _mm_setcsr((uint32_t)before); }
#elif defined(__aarch64__)
static inline bool processor_has_v3(void) { return true; }
static inline uint64_t processor_flush_denormals(void) {
  uint64_t before;
  __asm__ volatile("mrs %0, fpcr" : "=r"(before));
  __asm__ volatile("msr fpcr, %0" : : "r"(before | (1ull << 24)));
  return before;
}
static inline void processor_restore(uint64_t before) { __asm__ volatile("msr fpcr, %0" : : "r"(before)); }
#endif
