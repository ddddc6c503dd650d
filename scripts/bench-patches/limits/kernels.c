// The inner loops of Neap's kinds as one writes them in C: the same arithmetic, the same precision, sixteen blocks of 128 frames through
// a pointer to a function. Prints "name<tab>ns a sample", the least of nine rounds, under the names of the speed tests of the kinds.
//   clang -O3 -march=x86-64-v3 kernels.c -lm
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#define B 2048

static float in[8][B + 128], out[2][B], taps[101];
static double s1, s2;
static float turn_cos[32], turn_sin[32];
static uint64_t phase;

static void add(long at) { for (int i = 0; i < B; i++) out[0][i] = in[0][i] + in[1][i]; }
static void mul(long at) { for (int i = 0; i < B; i++) out[0][i] = in[0][i] * 0.7f; }
static void pan(long at) { for (int i = 0; i < B; i++) out[0][i] = in[0][i] * 0.8f, out[1][i] = in[0][i] * 0.6f; }
static void delay(long at) { memcpy(out[0], in[0] + 17, sizeof out[0]); }
static void mix8(long at) {
    for (int i = 0; i < B; i++)
        out[0][i] = in[0][i] + in[1][i] + in[2][i] + in[3][i] + in[4][i] + in[5][i] + in[6][i] + in[7][i];
}
static void noise(long at) {
    for (int i = 0; i < B; i++) {
        uint32_t x = (uint32_t)at + 0x9e3779b9u + (uint32_t)i;
        x ^= x >> 16, x *= 0x7feb352du, x ^= (x >> 15) ^ 0x85ebca6bu, x *= 0x846ca68bu, x ^= x >> 16;
        out[0][i] = (float)(int32_t)x * 0x1p-31f;
    }
}
// Rotation from an exact phase every 32 frames.
static void sine(long at) {
    for (int k = 0; k < B; k += 32) {
        double p = 440.0 / 48000 * (at + k);
        p -= floor(p);
        float a = (float)sin(6.283185307179586 * p), b = (float)cos(6.283185307179586 * p);
        for (int i = 0; i < 32; i++) out[0][k + i] = a * turn_cos[i] + b * turn_sin[i];
    }
}
// The phase is added up in whole numbers; the polynomial is the same in all frames.
static void sine_moving(long at) {
    static uint32_t upper[B];
    uint64_t p = phase;
    for (int i = 0; i < B; i++) {
        upper[i] = (uint32_t)(p >> 32);
        p += (uint64_t)(int64_t)((double)in[2][i] * (18446744073709551616.0 / 48000));
    }
    phase = p;
    for (int i = 0; i < B; i++) {
        float t = (float)(int32_t)upper[i] * 0x1p-32f, f = 0.5f - fabsf(t);
        float m = fabsf(t) > 0.25f ? copysignf(f, t) : t, z = m * m;
        float y = z * 39.6573f - 76.5497f;
        y = y * z + 81.6022f, y = y * z - 41.34165f, y = y * z + 6.283185f;
        out[0][i] = y * m;
    }
}
static void onepole(long at) {
    double y = s1, part = 0.12;
    for (int i = 0; i < B; i++) out[0][i] = (float)(y = part * in[0][i] + (1 - part) * y);
    s1 = y;
}
static void biquad(long at) {
    double a = s1, b = s2;
    for (int i = 0; i < B; i++) {
        double x = in[0][i], y = a + 0.5 * x;
        a = b + 0.2 * x + 0.9 * y, b = 0.1 * x - 0.4 * y;
        out[0][i] = (float)y;
    }
    s1 = a, s2 = b;
}
// Simper's state-variable filter, double precision, a cutoff that does not move.
static void lowpass(long at) {
    const double g = tan(3.141592653589793 * 1000 / 48000), k = 1 / 0.7071, a1 = 1 / (1 + g * (g + k)), a2 = g * a1, a3 = g * a2;
    double p = s1, q = s2;
    for (int i = 0; i < B; i++) {
        double v3 = in[0][i] - q, band = a1 * p + a2 * v3, low = q + a2 * p + a3 * v3;
        p = 2 * band - p, q = 2 * low - q;
        out[0][i] = (float)low;
    }
    s1 = p, s2 = q;
}
static void peaking(long at) {
    const double g = tan(3.141592653589793 * 1000 / 48000), k = 1.2, lift = 0.6, a1 = 1 / (1 + g * (g + k)), a2 = g * a1, a3 = g * a2;
    double p = s1, q = s2;
    for (int i = 0; i < B; i++) {
        double x = in[0][i], v3 = x - q, band = a1 * p + a2 * v3, low = q + a2 * p + a3 * v3;
        p = 2 * band - p, q = 2 * low - q;
        out[0][i] = (float)(x + lift * band);
    }
    s1 = p, s2 = q;
}
static void fir(long at) {
    memset(out[0], 0, sizeof out[0]);
    for (int t = 0; t < 101; t++)
        for (int i = 0; i < B; i++) out[0][i] += taps[t] * in[0][i + 101 - t];
}

static const struct { const char *name; void (*run)(long); int channels; } kernels[] = {
    {"add, two signals", add, 1}, {"mul, by a number", mul, 1}, {"pan", pan, 2}, {"mix of 8", mix8, 1}, {"delay, whole", delay, 1},
    {"noise", noise, 1}, {"sine 440", sine, 1}, {"sine, frequency moving", sine_moving, 1}, {"onepole", onepole, 1},
    {"biquad", biquad, 1}, {"lowpass", lowpass, 1}, {"peaking", peaking, 1}, {"fir of 101", fir, 1},
};

int main(void) {
    for (int c = 0; c < 8; c++)
        for (int i = 0; i < B + 128; i++) in[c][i] = c == 2 ? 440 + i % 100 : (float)(i * 7919 % 1001) / 500 - 1;
    for (int i = 0; i < 101; i++) taps[i] = 0.01f;
    for (int i = 0; i < 32; i++) turn_cos[i] = cosf(6.2831853f * 440 / 48000 * i), turn_sin[i] = sinf(6.2831853f * 440 / 48000 * i);
    for (unsigned k = 0; k < sizeof kernels / sizeof *kernels; k++) {
        void (*volatile run)(long) = kernels[k].run;
        double least = 1e9;
        s1 = s2 = 0;
        for (int round = 0; round < 9; round++) {
            struct timespec a, b;
            clock_gettime(CLOCK_MONOTONIC, &a);
            for (long block = 0; block < 256; block++) {
                run(65536);
                __asm__ volatile("" ::: "memory");
            }
            clock_gettime(CLOCK_MONOTONIC, &b);
            double ns = ((b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec)) / (256.0 * B * kernels[k].channels);
            if (ns < least) least = ns;
        }
        printf("%s\t%.4f\n", kernels[k].name, least);
    }
    return 0;
}
