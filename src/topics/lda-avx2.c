/* SPDX-License-Identifier: Apache-2.0 */
#ifdef __x86_64__
#include <glib.h>
#include <immintrin.h>

#include "topics/lda-sampler.h"

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt")))
#define INLINE TARGET static inline __attribute__((always_inline))
#define SLOW TARGET static __attribute__((noinline))
#define KERNEL TARGET ty_lda_sweep_avx2

typedef struct {
  __m256 low, high;
} Lanes;

INLINE Lanes lanes_zero(void) { return (Lanes){_mm256_setzero_ps(), _mm256_setzero_ps()}; }

INLINE Lanes lanes_load(const float *x) {
  return (Lanes){_mm256_loadu_ps(x), _mm256_loadu_ps(x + 8)};
}

INLINE void lanes_store(float *x, Lanes v) {
  _mm256_storeu_ps(x, v.low);
  _mm256_storeu_ps(x + 8, v.high);
}

INLINE Lanes lanes_add(Lanes a, Lanes b) {
  return (Lanes){_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)};
}

INLINE Lanes lanes_multiply(Lanes a, Lanes b) {
  return (Lanes){_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)};
}

INLINE guint lanes_above(Lanes v, float x) {
  __m256 limit = _mm256_set1_ps(x);
  guint low = (guint) _mm256_movemask_ps(_mm256_cmp_ps(v.low, limit, _CMP_GT_OQ));
  guint high = (guint) _mm256_movemask_ps(_mm256_cmp_ps(v.high, limit, _CMP_GT_OQ));
  return low | high << 8;
}

INLINE float lanes_last(Lanes v) {
  __m128 four = _mm256_extractf128_ps(v.high, 1);
  return _mm_cvtss_f32(_mm_shuffle_ps(four, four, 0xff));
}

/* The sixteen bytes before those of v, `none` standing before the first. */
INLINE __m256i four_before(__m256 v, __m256 none) {
  return _mm256_castps_si256(_mm256_permute2f128_ps(none, v, 0x21));
}

/* One round of running sums over a distance of less than four, in bytes. */
#define ROUND(v, bytes)                                                                            \
  do {                                                                                             \
    __m256i low = _mm256_castps_si256((v).low), high = _mm256_castps_si256((v).high);              \
    __m256i low4 = four_before((v).low, _mm256_setzero_ps());                                      \
    __m256i high4 = _mm256_castps_si256(_mm256_permute2f128_ps((v).low, (v).high, 0x21));          \
    (v).low =                                                                                      \
        _mm256_add_ps((v).low, _mm256_castsi256_ps(_mm256_alignr_epi8(low, low4, 16 - (bytes))));  \
    (v).high = _mm256_add_ps((v).high,                                                             \
                             _mm256_castsi256_ps(_mm256_alignr_epi8(high, high4, 16 - (bytes))));  \
  } while (0)

/* Running sums, in four rounds over distances 1, 2, 4 and 8. */
INLINE Lanes lanes_scan(Lanes v) {
  ROUND(v, 4);
  ROUND(v, 8);
  Lanes four = {_mm256_permute2f128_ps(_mm256_setzero_ps(), v.low, 0x20),
                _mm256_permute2f128_ps(v.low, v.high, 0x21)};
  v = lanes_add(v, four);
  return (Lanes){v.low, _mm256_add_ps(v.high, v.low)};
}

INLINE void lanes_count(gint32 *to, const gint32 *more) {
  for (int i = 0; i < 16; i += 8) {
    __m256i sum = _mm256_add_epi32(_mm256_loadu_si256((const __m256i *) (to + i)),
                                   _mm256_loadu_si256((const __m256i *) (more + i)));
    _mm256_storeu_si256((__m256i *) (to + i), sum);
  }
}

INLINE Lanes lanes_shifted(const gint32 *n, float by) {
  __m256 shift = _mm256_set1_ps(by);
  __m256i low = _mm256_loadu_si256((const __m256i *) n);
  __m256i high = _mm256_loadu_si256((const __m256i *) (n + 8));
  return (Lanes){_mm256_add_ps(_mm256_cvtepi32_ps(low), shift),
                 _mm256_add_ps(_mm256_cvtepi32_ps(high), shift)};
}

INLINE guint lanes_find(const guint32 *entry, guint32 mark, guint32 topics) {
  guint found = 0;
  for (int i = 0; i < 16; i += 8) {
    __m256i x = _mm256_loadu_si256((const __m256i *) (entry + i));
    __m256i same = _mm256_cmpeq_epi32(_mm256_and_si256(x, _mm256_set1_epi32((int) topics)),
                                      _mm256_set1_epi32((int) mark));
    found |= (guint) _mm256_movemask_ps(_mm256_castsi256_ps(same)) << i;
  }
  return found;
}

/* Sixteen counts. */
INLINE Lanes lanes_counted(const guint16 *count) {
  __m256i low = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *) count));
  __m256i high = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *) (count + 8)));
  return (Lanes){_mm256_cvtepi32_ps(low), _mm256_cvtepi32_ps(high)};
}

INLINE void lanes_put(float *x, guint k, float value) {
  static const guint32 only[16] = {[8] = G_MAXUINT32};
  float *at = x + k / 8 * 8;
  __m256 mask = _mm256_loadu_ps((const float *) (only + 8 - k % 8));
  _mm256_storeu_ps(at, _mm256_or_ps(_mm256_andnot_ps(mask, _mm256_loadu_ps(at)),
                                    _mm256_and_ps(mask, _mm256_set1_ps(value))));
}

INLINE void lanes_count_one(guint16 *count, guint k, gint by) {
  static const guint16 only[32] = {[16] = 1};
  __m256i *at = (__m256i *) (count + k / 16 * 16), n = _mm256_loadu_si256(at);
  __m256i one = _mm256_loadu_si256((const __m256i *) (only + 16 - k % 16));
  _mm256_storeu_si256(at, by > 0 ? _mm256_add_epi16(n, one) : _mm256_sub_epi16(n, one));
}

/* The lower half of an entry, which is its topic where counts are 16 bits. */
typedef guint16 __attribute__((may_alias)) Half;

INLINE __m128 lookup4(const float *q, const Half *topic) {
  __m128 x = _mm_load_ss(q + topic[0]);
  x = _mm_insert_ps(x, _mm_load_ss(q + topic[2]), 0x10);
  x = _mm_insert_ps(x, _mm_load_ss(q + topic[4]), 0x20);
  return _mm_insert_ps(x, _mm_load_ss(q + topic[6]), 0x30);
}

/* q of eight entries: a gather costs more than eight loads. */
INLINE __m256 lookup(const float *q, const Half *topic) {
  return _mm256_set_m128(lookup4(q, topic + 8), lookup4(q, topic));
}

INLINE __m256 eight_entries(guint32 *entry, guint32 mark, guint shift, const float *q) {
  __m256i one = _mm256_set1_epi32((gint32) (1u << shift));
  __m256i x = _mm256_loadu_si256((const __m256i *) entry);
  __m256i marks = _mm256_and_si256(x, _mm256_sub_epi32(one, _mm256_set1_epi32(1)));
  __m256i own = _mm256_cmpeq_epi32(marks, _mm256_set1_epi32((int) mark));
  __m256 weight =
      shift == TY_LDA_HALF ? lookup(q, (const Half *) entry) : _mm256_i32gather_ps(q, marks, 4);

  x = _mm256_sub_epi32(x, _mm256_and_si256(own, one));
  __m256i counts = _mm256_srl_epi32(x, _mm_cvtsi32_si128((int) shift));
  x = _mm256_andnot_si256(_mm256_cmpeq_epi32(counts, _mm256_setzero_si256()), x);
  _mm256_storeu_si256((__m256i *) entry, x);
  return _mm256_mul_ps(_mm256_cvtepi32_ps(counts), weight);
}

/* Takes one count from the entry of `mark`, closes it when that was the last, and gives
 * count · q of all entries. */
INLINE Lanes lanes_document(guint32 *entry, guint32 mark, guint shift, const float *q) {
  return (Lanes){eight_entries(entry, mark, shift, q), eight_entries(entry + 8, mark, shift, q)};
}

INLINE void lanes_bump(guint32 *entries, guint i, guint32 one) {
  const __m256i places = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
  __m256i *eight = (__m256i *) (entries + i / 8 * 8);
  __m256i at = _mm256_cmpeq_epi32(places, _mm256_set1_epi32((int) (i % 8)));
  _mm256_storeu_si256(eight, _mm256_add_epi32(_mm256_loadu_si256(eight),
                                              _mm256_and_si256(at, _mm256_set1_epi32((int) one))));
}

#include "topics/lda-kernel.h"
#endif
