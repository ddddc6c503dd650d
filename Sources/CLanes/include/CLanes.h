#pragma once

#include <stdint.h>

// Eight signals side by side: what Swift has no shuffles for. Compiled into whoever imports it, for its processor.

typedef float lanes_f8 __attribute__((ext_vector_type(8)));

static inline __attribute__((always_inline)) lanes_f8 lanes_load(const float *from) {
  lanes_f8 v;
  __builtin_memcpy(&v, from, sizeof v);
  return v;
}
static inline __attribute__((always_inline)) void lanes_store(float *to, lanes_f8 v) { __builtin_memcpy(to, &v, sizeof v); }

#define LANES_LOW(a, b) __builtin_shufflevector(a, b, 0, 8, 1, 9, 4, 12, 5, 13)
#define LANES_HIGH(a, b) __builtin_shufflevector(a, b, 2, 10, 3, 11, 6, 14, 7, 15)
#define LANES_LOW2(a, b) __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13)
#define LANES_HIGH2(a, b) __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15)
#define LANES_LOW4(a, b) __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11)
#define LANES_HIGH4(a, b) __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15)

/// Eight frames of eight planes, from index `at` on, frame by frame.
static inline __attribute__((always_inline)) void lanes_gather(const float *const *planes, long at, float *frames) {
  lanes_f8 r0 = lanes_load(planes[0] + at), r1 = lanes_load(planes[1] + at);
  lanes_f8 r2 = lanes_load(planes[2] + at), r3 = lanes_load(planes[3] + at);
  lanes_f8 r4 = lanes_load(planes[4] + at), r5 = lanes_load(planes[5] + at);
  lanes_f8 r6 = lanes_load(planes[6] + at), r7 = lanes_load(planes[7] + at);
  lanes_f8 a0 = LANES_LOW(r0, r1), a1 = LANES_HIGH(r0, r1), a2 = LANES_LOW(r2, r3), a3 = LANES_HIGH(r2, r3);
  lanes_f8 a4 = LANES_LOW(r4, r5), a5 = LANES_HIGH(r4, r5), a6 = LANES_LOW(r6, r7), a7 = LANES_HIGH(r6, r7);
  lanes_f8 b0 = LANES_LOW2(a0, a2), b1 = LANES_HIGH2(a0, a2), b2 = LANES_LOW2(a1, a3), b3 = LANES_HIGH2(a1, a3);
  lanes_f8 b4 = LANES_LOW2(a4, a6), b5 = LANES_HIGH2(a4, a6), b6 = LANES_LOW2(a5, a7), b7 = LANES_HIGH2(a5, a7);
  lanes_store(frames, LANES_LOW4(b0, b4));
  lanes_store(frames + 8, LANES_LOW4(b1, b5));
  lanes_store(frames + 16, LANES_LOW4(b2, b6));
  lanes_store(frames + 24, LANES_LOW4(b3, b7));
  lanes_store(frames + 32, LANES_HIGH4(b0, b4));
  lanes_store(frames + 40, LANES_HIGH4(b1, b5));
  lanes_store(frames + 48, LANES_HIGH4(b2, b6));
  lanes_store(frames + 56, LANES_HIGH4(b3, b7));
}

typedef double lanes_d4 __attribute__((ext_vector_type(4)));
typedef uint64_t lanes_u4 __attribute__((ext_vector_type(4)));

/// Of each of `count` values, a multiple of eight, held from `low` to `high` and `standard` where not finite: times
/// `scale`, rounded to a whole number, of which the low 48 bits are moved up by 16.
static inline void lanes_steps(const float *values, long count, float low, float high, float standard, double scale,
                               uint64_t *steps) {
  // Fused it would round once where the scalar form rounds twice.
#pragma clang fp contract(off)
  const double rounder = 0x1.8p52;
  for (long i = 0; i < count; i += 8) {
    lanes_f8 given = lanes_load(values + i);
    lanes_f8 held = given < high ? given : high;
    held = held > low ? held : low;
    held = (given - given) == 0.0f ? held : standard;
    lanes_d4 first = __builtin_convertvector(held.lo, lanes_d4) * scale + rounder;
    lanes_d4 second = __builtin_convertvector(held.hi, lanes_d4) * scale + rounder;
    lanes_u4 bits;
    __builtin_memcpy(&bits, &first, sizeof bits);
    bits <<= 16;
    __builtin_memcpy(steps + i, &bits, sizeof bits);
    __builtin_memcpy(&bits, &second, sizeof bits);
    bits <<= 16;
    __builtin_memcpy(steps + i + 4, &bits, sizeof bits);
  }
}

/// Each lane's value in the next lane, and another in the first.
static inline __attribute__((always_inline)) lanes_f8 lanes_shift(lanes_f8 v, float first) {
  lanes_f8 moved = __builtin_shufflevector(v, v, 7, 0, 1, 2, 3, 4, 5, 6);
  moved[0] = first;
  return moved;
}

/// The way back: eight frames to eight planes.
static inline __attribute__((always_inline)) void lanes_scatter(const float *frames, float *const *planes, long at) {
  const float *rows[8] = {frames,      frames + 8,  frames + 16, frames + 24,
                          frames + 32, frames + 40, frames + 48, frames + 56};
  float columns[64];
  lanes_gather(rows, 0, columns);
  for (int k = 0; k < 8; k++) lanes_store(planes[k] + at, lanes_load(columns + 8 * k));
}
