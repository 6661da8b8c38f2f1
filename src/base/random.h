/* SPDX-License-Identifier: Apache-2.0 */
/** Random numbers that depend on a seed and a counter alone, so that work split over threads draws
 * the same numbers in any order (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2,
 * 3"). The mixing function is SplitMix64's finaliser (Steele, Lea, Flood 2014), applied twice. */
#pragma once
#include <glib.h>

/** The finaliser: a bijection on 64 bits in which every input bit reaches every output bit. */
static inline guint64 ty_mix64(guint64 x) {
  x = (x ^ (x >> 30)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

/** A stream of random numbers: number `counter` of the stream `key`. */
typedef struct {
  guint64 key, counter;
} TyRandom;

/** The stream number `stream` of `seed`; streams of one seed are independent. */
static inline TyRandom ty_random(guint64 seed, guint64 stream) {
  return (TyRandom){ty_mix64(ty_mix64(seed + G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) ^
                             (stream * G_GUINT64_CONSTANT(0xd1342543de82ef95))),
                    0};
}

/** The next 64 random bits. */
static inline guint64 ty_random_bits(TyRandom *random) {
  return ty_mix64(
      ty_mix64(random->key + ++random->counter * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)));
}

/** Uniform in [0, 1), 53 bits. */
static inline double ty_random_double(TyRandom *random) {
  return (double) (ty_random_bits(random) >> 11) * 0x1p-53;
}

/** Uniform in [0, n), n > 0, by the multiply-shift of Lemire (2019); the bias is below n / 2⁶⁴. */
static inline guint64 ty_random_below(TyRandom *random, guint64 n) {
  return (guint64) (((unsigned __int128) ty_random_bits(random) * n) >> 64);
}
