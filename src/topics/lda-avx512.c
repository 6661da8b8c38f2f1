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
INLINE float lanes_last(Lanes v) {
  __m128 four = _mm512_extractf32x4_ps(v, 3);
  return _mm_cvtss_f32(_mm_shuffle_ps(four, four, 0xff));
}

/* Running sums, in four rounds over distances 1, 2, 4 and 8. */
INLINE Lanes lanes_scan(Lanes v) {
  const __m512i none = _mm512_setzero_si512();
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), none, 15)));
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), none, 14)));
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), none, 12)));
  v = _mm512_add_ps(v, _mm512_castsi512_ps(_mm512_alignr_epi32(_mm512_castps_si512(v), none, 8)));
  return v;
}

INLINE void lanes_count(gint32 *to, const gint32 *more) {
  _mm512_storeu_si512(to, _mm512_add_epi32(_mm512_loadu_si512(to), _mm512_loadu_si512(more)));
}

INLINE Lanes lanes_shifted(const gint32 *n, float by) {
  return _mm512_add_ps(_mm512_cvtepi32_ps(_mm512_loadu_si512(n)), _mm512_set1_ps(by));
}

INLINE guint lanes_find(const guint32 *entry, guint32 mark, guint32 topics) {
  __m512i marks = _mm512_and_si512(_mm512_loadu_si512(entry), _mm512_set1_epi32((int) topics));
  return _mm512_cmpeq_epi32_mask(marks, _mm512_set1_epi32((int) mark));
}

/* Sixteen counts. */
INLINE Lanes lanes_counted(const guint16 *count) {
  __m256i n = _mm256_loadu_si256((const __m256i *) count);
  return _mm512_cvtepi32_ps(_mm512_cvtepu16_epi32(n));
}

INLINE void lanes_put(float *x, guint k, float value) {
  float *at = x + k / 16 * 16;
  _mm512_storeu_ps(at, _mm512_mask_mov_ps(_mm512_loadu_ps(at), (__mmask16) (1u << k % 16),
                                          _mm512_set1_ps(value)));
}

INLINE void lanes_count_one(guint16 *count, guint k, gint by) {
  __m256i *at = (__m256i *) (count + k / 16 * 16), n = _mm256_loadu_si256(at);
  _mm256_storeu_si256(
      at, _mm256_mask_add_epi16(n, (__mmask16) (1u << k % 16), n, _mm256_set1_epi16((gint16) by)));
}

/* Takes one count from the entry of `mark`, closes it when that was the last, and gives
 * count · q of all entries. */
INLINE Lanes lanes_document(guint32 *entry, guint32 mark, guint shift, const float *q) {
  __m512i one = _mm512_set1_epi32((gint32) (1u << shift)), x = _mm512_loadu_si512(entry);
  __m512i marks = _mm512_and_si512(x, _mm512_sub_epi32(one, _mm512_set1_epi32(1)));
  __mmask16 own = _mm512_cmpeq_epi32_mask(marks, _mm512_set1_epi32((int) mark));
  Lanes weight = _mm512_i32gather_ps(marks, q, 4);

  x = _mm512_mask_sub_epi32(x, own, x, one);
  __mmask16 counts = _mm512_cmpge_epu32_mask(x, one);
  x = _mm512_maskz_mov_epi32(counts, x);
  _mm512_storeu_si512(entry, x);
  return _mm512_mul_ps(_mm512_cvtepi32_ps(_mm512_srli_epi32(x, shift)), weight);
}

INLINE void lanes_bump(guint32 *entries, guint i, guint32 one) {
  guint32 *entry = entries + i / 16 * 16;
  __m512i x = _mm512_loadu_si512(entry);
  _mm512_storeu_si512(
      entry, _mm512_mask_add_epi32(x, (__mmask16) (1u << i % 16), x, _mm512_set1_epi32((int) one)));
}

#include "topics/lda-kernel.h"
#endif
