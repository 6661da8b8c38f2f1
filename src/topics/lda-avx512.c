/* SPDX-License-Identifier: Apache-2.0 */
#ifdef __x86_64__
#include <glib.h>
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi,bmi2,lzcnt")))
#define INLINE TARGET static inline __attribute__((always_inline))
#define SLOW TARGET static __attribute__((noinline))
#define KERNEL TARGET ty_lda_sweep_avx512

typedef __m512 Lanes;

INLINE Lanes lanes_zero(void) { return _mm512_setzero_ps(); }
INLINE Lanes lanes_load(const float *x) { return _mm512_loadu_ps(x); }
INLINE void lanes_store(float *x, Lanes v) { _mm512_storeu_ps(x, v); }
INLINE Lanes lanes_add(Lanes a, Lanes b) { return _mm512_add_ps(a, b); }
INLINE Lanes lanes_multiply(Lanes a, Lanes b) { return _mm512_mul_ps(a, b); }
INLINE guint lanes_above(Lanes v, float x) {
  return _mm512_cmp_ps_mask(v, _mm512_set1_ps(x), _CMP_GT_OQ);
}
INLINE float lanes_get(Lanes v, guint lane) {
  return _mm512_cvtss_f32(_mm512_permutexvar_ps(_mm512_set1_epi32((int) lane), v));
}

INLINE float lanes_total(Lanes v) {
  __m256 eight = _mm256_add_ps(_mm512_castps512_ps256(v), _mm512_extractf32x8_ps(v, 1));
  __m128 four = _mm_add_ps(_mm256_castps256_ps128(eight), _mm256_extractf128_ps(eight, 1));
  __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
  return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/* Running sums: within quarters, then the quarters before, then `before`. */
INLINE Lanes lanes_scan(Lanes v, float before) {
  const __m512i last = _mm512_setr_epi32(0, 0, 0, 0, 3, 3, 3, 3, 7, 7, 7, 7, 11, 11, 11, 11);
  const __m512i last2 = _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3, 7, 7, 7, 7);
  const __m512i last3 = _mm512_setr_epi32(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 3, 3, 3);

  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_bslli_epi128(_mm512_castps_si512(v), 4)));
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_bslli_epi128(_mm512_castps_si512(v), 8)));
  Lanes carry = _mm512_add_ps(_mm512_maskz_permutexvar_ps(0xfff0, last, v),
                              _mm512_maskz_permutexvar_ps(0xff00, last2, v));
  carry = _mm512_add_ps(carry, _mm512_maskz_permutexvar_ps(0xf000, last3, v));
  return _mm512_add_ps(_mm512_add_ps(v, carry), _mm512_set1_ps(before));
}

/* q = (n + β) · inverse, and the sum of α · q. */
INLINE float lanes_weigh(const gint32 *n, float beta, const float *inverse, const float *alpha,
                         float *q) {
  Lanes count = _mm512_cvtepi32_ps(_mm512_loadu_si512(n));
  Lanes weight =
      _mm512_mul_ps(_mm512_add_ps(count, _mm512_set1_ps(beta)), _mm512_loadu_ps(inverse));
  _mm512_storeu_ps(q, weight);
  return lanes_total(_mm512_mul_ps(_mm512_loadu_ps(alpha), weight));
}

INLINE guint lanes_find(const guint32 *entry, guint32 mark, guint32 topics) {
  __m512i marks = _mm512_and_si512(_mm512_loadu_si512(entry), _mm512_set1_epi32((int) topics));
  return _mm512_cmpeq_epi32_mask(marks, _mm512_set1_epi32((int) mark));
}

/* Takes one count from the entry of `mark`, closes it when that was the last, and gives
 * count · q of all entries. */
INLINE Lanes lanes_document(guint32 *entry, guint32 mark, guint shift, const float *q) {
  __m512i one = _mm512_set1_epi32(1 << shift), x = _mm512_loadu_si512(entry);
  __m512i marks = _mm512_and_si512(x, _mm512_sub_epi32(one, _mm512_set1_epi32(1)));
  __mmask16 own = _mm512_cmpeq_epi32_mask(marks, _mm512_set1_epi32((int) mark));
  Lanes weight = _mm512_i32gather_ps(marks, q - 1, 4);

  x = _mm512_mask_sub_epi32(x, own, x, one);
  __mmask16 counts = _mm512_cmpge_epu32_mask(x, one);
  x = _mm512_maskz_mov_epi32(counts, x);
  _mm512_storeu_si512(entry, x);
  return _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_srli_epi32(x, shift)), weight);
}

INLINE void lanes_bump(guint32 *entry, guint lane, guint32 one) {
  __m512i x = _mm512_loadu_si512(entry);
  _mm512_storeu_si512(
      entry, _mm512_mask_add_epi32(x, (__mmask16) (1u << lane), x, _mm512_set1_epi32((int) one)));
}

#include "topics/lda-kernel.h"
#endif
