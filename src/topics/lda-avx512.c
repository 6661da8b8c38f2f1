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

/* q of 16 topics below 128: a gather costs five times as much. */
INLINE Lanes lookup(const float *q, __m512i topic) {
  Lanes q0 = _mm512_permutex2var_ps(_mm512_load_ps(q), topic, _mm512_load_ps(q + 16));
  Lanes q1 = _mm512_permutex2var_ps(_mm512_load_ps(q + 32), topic, _mm512_load_ps(q + 48));
  Lanes q2 = _mm512_permutex2var_ps(_mm512_load_ps(q + 64), topic, _mm512_load_ps(q + 80));
  Lanes q3 = _mm512_permutex2var_ps(_mm512_load_ps(q + 96), topic, _mm512_load_ps(q + 112));
  __mmask16 odd = _mm512_test_epi32_mask(topic, _mm512_set1_epi32(32));
  __mmask16 high = _mm512_test_epi32_mask(topic, _mm512_set1_epi32(64));
  return _mm512_mask_blend_ps(high, _mm512_mask_blend_ps(odd, q0, q1),
                              _mm512_mask_blend_ps(odd, q2, q3));
}

/* Takes one count from the entry of `mark`, closes it when that was the last, and gives
 * count · q of all entries. */
INLINE Lanes lanes_document(guint32 *entry, guint32 mark, guint shift, const float *q, float own_q,
                            gboolean few_topics) {
  __m512i one = _mm512_set1_epi32((gint32) (1u << shift)), x = _mm512_loadu_si512(entry);
  __m512i marks = _mm512_and_si512(x, _mm512_sub_epi32(one, _mm512_set1_epi32(1)));
  __mmask16 own = _mm512_cmpeq_epi32_mask(marks, _mm512_set1_epi32((int) mark));
  Lanes weight = few_topics ? lookup(q, marks) : _mm512_i32gather_ps(marks, q, 4);

  weight = _mm512_mask_mov_ps(weight, own, _mm512_set1_ps(own_q));
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
