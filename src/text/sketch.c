/* SPDX-License-Identifier: Apache-2.0 */
#include "text/sketch.h"

#include "base/random.h"
#include "text/fold.h"

#include <string.h>
#include <tuyou/text.h>

/* Longer ones are no hashtags, emoticons or names but text between marks that stand for themselves.
 */
#define MAX_TAG_BYTES 90
#define MAX_EMOTICON_BYTES 36
#define MAX_NAME_BYTES 90
#define FEW_FEATURES 1024

/* What a repost passes on: what follows the last "//@name:". */
static const char *passed_on(const char *text, const char *end) {
  const char *from = text;

  for (const char *p = text; (p = memmem(p, (gsize) (end - p), "//@", 3)); p += 3) {
    const char *colon = memchr(p, ':', (gsize) MIN(end - p, MAX_NAME_BYTES));
    if (colon)
      from = colon + 1;
  }
  return from;
}

/* Bytes of a #hashtag# or an [emoticon] at p, 0 when there is none. */
static gsize mark_bytes(const char *p, const char *end) {
  const char *close = NULL;

  if (*p == '#')
    close = memchr(p + 1, '#', (gsize) MIN(end - p - 1, MAX_TAG_BYTES));
  else if (*p == '[')
    close = memchr(p + 1, ']', (gsize) MIN(end - p - 1, MAX_EMOTICON_BYTES));
  return close ? (gsize) (close - p) + 1 : 0;
}

/* The next letter or digit; 0 at the end. */
static guint32 next_letter(const char **at, const char *end) {
  while (*at < end) {
    gsize mark = mark_bytes(*at, end);
    guint32 cp;
    if (mark > 0) {
      *at += mark;
      continue;
    }
    *at += ty_utf8_decode((const guchar *) *at, (const guchar *) end, &cp);
    guint class = ty_class_of(cp) & TY_CLASS_MASK;
    if (class == TY_CLASS_HAN || class == TY_CLASS_LETTER || class == TY_CLASS_KANA ||
        class == TY_CLASS_DIGIT)
      return cp;
  }
  return 0;
}

/* Sorts by bytes, the lowest first; `spare` has room for n. A whole number of passes: the result is
 * in `value`. */
static void sort_many(guint32 *value, guint32 *spare, guint n) {
  for (guint shift = 0; shift < 32; shift += 8) {
    guint start[257] = {0};
    for (guint i = 0; i < n; i++)
      start[(value[i] >> shift & 255) + 1]++;
    for (guint b = 0; b < 255; b++)
      start[b + 1] += start[b];
    for (guint i = 0; i < n; i++)
      spare[start[value[i] >> shift & 255]++] = value[i];
    guint32 *swap = value;
    value = spare;
    spare = swap;
  }
}

/* Features are spread evenly: parted by their highest byte they are all but sorted. */
static void sort_few(guint32 *value, guint32 *spare, guint n) {
  guint start[257] = {0};

  for (guint i = 0; i < n; i++)
    start[(value[i] >> 24) + 1]++;
  for (guint b = 0; b < 255; b++)
    start[b + 1] += start[b];
  for (guint i = 0; i < n; i++)
    spare[start[value[i] >> 24]++] = value[i];
  for (guint i = 0; i < n; i++) {
    guint32 moved = spare[i];
    guint at = i;
    for (; at > 0 && value[at - 1] > moved; at--)
      value[at] = value[at - 1];
    value[at] = moved;
  }
}

static void keep_each_once(GArray *features) {
  guint n_all = features->len, n = 0;

  g_array_set_size(features, 2 * n_all);
  guint32 *value = (guint32 *) (void *) features->data;
  (n_all <= FEW_FEATURES ? sort_few : sort_many)(value, value + n_all, n_all);
  for (guint i = 0; i < n_all; i++)
    if (n == 0 || value[n - 1] != value[i])
      value[n++] = value[i];
  g_array_set_size(features, n);
}

/* The bins' least values; an empty bin takes that of another, chosen by its number alone. */
static void fill_bins(const GArray *features, guint8 *bin) {
  guint32 least[TY_SKETCH_BINS];
  guint64 filled = 0;

  memset(bin, 0, TY_SKETCH_BINS);
  memset(least, 0xff, sizeof least);
  if (features->len == 0)
    return;
  for (guint i = 0; i < features->len; i++) {
    guint64 hash =
        ty_mix64(g_array_index(features, guint32, i) + G_GUINT64_CONSTANT(0x9e3779b97f4a7c15));
    guint at = hash >> 58;
    guint32 value = (guint32) hash;
    least[at] = MIN(least[at], value);
    filled |= (guint64) 1 << at;
  }
  for (guint i = 0; i < TY_SKETCH_BINS; i++) {
    guint from = i, attempt = 0;
    while (!(filled >> from & 1))
      from = ty_mix64(((guint64) ++attempt << 6) + i) % TY_SKETCH_BINS;
    bin[i] = (guint8) ty_mix64(least[from] + ((guint64) attempt << 32));
  }
}

void ty_sketch_normalised(const TyNormalised *normalised, GArray *features, TySketch *sketch) {
  const char *end = normalised->text + normalised->length;
  const char *from = passed_on(normalised->text, end), *at = from;
  guint64 opening = 0;
  guint n_letters = 0, n = 0;
  guint32 before = 0;

  g_array_set_size(features, (guint) (end - from));
  guint32 *feature = (guint32 *) (void *) features->data;
  for (guint32 cp; (cp = next_letter(&at, end)); before = cp) {
    if (n_letters++ < TY_OPENING_LETTERS)
      opening = ty_mix64(opening + cp + 1);
    if (before == 0)
      continue;
    feature[n++] = before * 0x9e3779b1u + cp;
  }
  g_array_set_size(features, n);
  keep_each_once(features);
  if (sketch) {
    fill_bins(features, sketch->bin);
    sketch->opening = n_letters >= TY_OPENING_LETTERS ? opening : 0;
    sketch->repost = from > normalised->text;
  }
}

void ty_sketch_text(const char *text, gsize length, GArray *features, TySketch *sketch) {
  TyNormalised normalised = ty_normalise(text, length);

  ty_sketch_normalised(&normalised, features, sketch);
  ty_normalised_clear(&normalised);
}

void ty_sketch_letters(const char *text, gsize length, GArray *letters) {
  TyNormalised normalised = ty_normalise(text, length);
  const char *end = normalised.text + normalised.length, *at = passed_on(normalised.text, end);

  g_array_set_size(letters, 0);
  for (guint32 cp; (cp = next_letter(&at, end));)
    g_array_append_val(letters, cp);
  ty_normalised_clear(&normalised);
}

double ty_features_likeness(const guint32 *a, gsize n_a, const guint32 *b, gsize n_b) {
  gsize i = 0, j = 0, shared = 0;

  if (n_a < TY_NEAR_FEATURES || n_b < TY_NEAR_FEATURES)
    return 0;
  while (i < n_a && j < n_b) {
    shared += a[i] == b[j];
    gboolean a_first = a[i] <= b[j], b_first = b[j] <= a[i];
    i += a_first;
    j += b_first;
  }
  return (double) shared / (double) (n_a + n_b - shared);
}

double ty_sketch_likeness(const guint8 *a, const guint8 *b) {
  typedef guint8 Bytes __attribute__((vector_size(16)));
  typedef guint64 Words __attribute__((vector_size(16)));
  const guint64 ones = G_GUINT64_CONSTANT(0x0101010101010101);
  Bytes equal = {0};
  guint same;

  G_STATIC_ASSERT(TY_SKETCH_BINS % sizeof(Bytes) == 0 && TY_SKETCH_BINS < 256);
  for (guint i = 0; i < TY_SKETCH_BINS; i += sizeof(Bytes)) {
    Bytes x, y;
    memcpy(&x, a + i, sizeof x);
    memcpy(&y, b + i, sizeof y);
    equal -= (Bytes) (x == y); /* -1 where they are */
  }
  Words sums = (Words) equal;
  same = (guint) (((sums[0] + sums[1]) * ones) >> 56);
  return ((double) same / TY_SKETCH_BINS - 1. / 256) / (1 - 1. / 256);
}
