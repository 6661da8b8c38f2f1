/* SPDX-License-Identifier: Apache-2.0 */
#include "text/name-difference.h"

#include "text/name-forms.h"

#include <string.h>

enum { SIDE = TY_DIFFERENCE_LETTERS + 1, LONGEST_NAME = 8, LEAST_STEM = 2 };

/* An ending of one letter is in many other words. */
#define LEAST_WEIGHT .3
#define LEAST_WEIGHT_OF_ONE .4

typedef struct {
  const TyNameForms *forms;
  TyIsNameFunc is_name;
  gpointer data;
} Judging;

typedef struct {
  const guint32 *letters;
  gsize n;
} Text;

static gboolean has_letters(const Text *text, const guint32 *letters, gsize n) {
  for (gsize i = 0; i + n <= text->n; i++)
    if (memcmp(text->letters + i, letters, n * sizeof *letters) == 0)
      return TRUE;
  return FALSE;
}

/* Letters of the ending that begins at `at`, the longest; 0: none. */
static gsize ending_at(const TyNameForms *forms, const Text *text, gsize at) {
  for (gsize n = MIN(LONGEST_NAME, text->n - at); n > 0; n--) {
    guint32 prefix = 0, value = 0;
    gsize i = n;
    while (i > 0 && (i == n || prefix != 0)) {
      prefix =
          ty_trie_step(forms->words[TY_FORM_ENDING], prefix, text->letters[at + i - 1], &value);
      i--;
    }
    if (i > 0 || prefix == 0 || value == 0)
      continue;
    double weight = g_array_index(forms->forms, TyForm, value - 1).weight;
    if (weight >= (n > 1 ? LEAST_WEIGHT : LEAST_WEIGHT_OF_ONE))
      return n;
  }
  return 0;
}

/* Whether the letters from `from` to `to` are the stem of a name: 圆觉 of 圆觉洞, 北 of 北山石刻.
 */
static gboolean has_ending(const Judging *judging, const Text *text, gsize from, gsize to) {
  for (gsize at = from + LEAST_STEM; at <= to + 1 && at < text->n; at++) {
    gsize n = ending_at(judging->forms, text, at);
    if (n > 1 || (n == 1 && at <= to))
      return TRUE;
  }
  return FALSE;
}

static gboolean has_known_name(const Judging *judging, const Text *text, const Text *other,
                               gsize from, gsize to) {
  gsize first = from > LONGEST_NAME ? from - LONGEST_NAME : 0;

  for (gsize start = first; start < to; start++)
    for (gsize n = 2; n <= LONGEST_NAME && start + n <= text->n; n++)
      if (start + n > from && judging->is_name(text->letters + start, n, judging->data) &&
          !has_letters(other, text->letters + start, n))
        return TRUE;
  return FALSE;
}

static gboolean names_something(const Judging *judging, const Text *text, const Text *other,
                                gsize from, gsize to) {
  return has_ending(judging, text, from, to) || has_known_name(judging, text, other, from, to);
}

/* length[i][j]: of the longest common subsequence of a from i on and b from j on. */
static void align(const Text *a, const Text *b, gsize from, gsize a_end, gsize b_end,
                  guint8 (*length)[SIDE]) {
  for (gsize i = a_end + 1; i-- > from;)
    for (gsize j = b_end + 1; j-- > from;)
      length[i][j] = i == a_end || j == b_end         ? 0
                     : a->letters[i] == b->letters[j] ? (guint8) (length[i + 1][j + 1] + 1)
                                                      : MAX(length[i + 1][j], length[i][j + 1]);
}

typedef struct {
  gsize a, b;
} Place;

/* The end of what differs from i and j on: two letters that are the same, or the end. One alone is
 * chance: 山 in 茗山寺 and 北山石刻. */
static Place next_place(const Text *a, const Text *b, guint8 (*length)[SIDE], gsize i, gsize j,
                        gsize a_end, gsize b_end) {
  while (i < a_end && j < b_end) {
    if (a->letters[i] != b->letters[j]) {
      if (length[i + 1][j] >= length[i][j + 1])
        i++;
      else
        j++;
    } else if (i + 1 < a_end && j + 1 < b_end && a->letters[i + 1] != b->letters[j + 1]) {
      i++;
      j++;
    } else {
      return (Place){i, j};
    }
  }
  return (Place){a_end, b_end};
}

gboolean ty_names_differ(const guint32 *letters_a, gsize n_a, const guint32 *letters_b, gsize n_b,
                         const TyNameForms *forms, TyIsNameFunc is_name, gpointer data) {
  const Judging judging = {forms, is_name, data};
  const Text a = {letters_a, n_a}, b = {letters_b, n_b};
  gsize from = 0, a_end = n_a, b_end = n_b;

  if (n_a > TY_DIFFERENCE_LETTERS || n_b > TY_DIFFERENCE_LETTERS)
    return FALSE;
  for (; from < MIN(n_a, n_b) && letters_a[from] == letters_b[from]; from++)
    ;
  for (; a_end > from && b_end > from && letters_a[a_end - 1] == letters_b[b_end - 1]; a_end--)
    b_end--;
  if (from == a_end || from == b_end)
    return FALSE;

  g_autofree guint8(*length)[SIDE] = g_malloc(SIDE * sizeof *length);
  align(&a, &b, from, a_end, b_end, length);
  for (gsize i = from, j = from; i < a_end && j < b_end;) {
    Place place = next_place(&a, &b, length, i, j, a_end, b_end);
    if (place.a > i && place.b > j && names_something(&judging, &a, &b, i, place.a) &&
        names_something(&judging, &b, &a, j, place.b))
      return TRUE;
    for (i = place.a, j = place.b; i < a_end && j < b_end && letters_a[i] == letters_b[j]; i++)
      j++;
  }
  return FALSE;
}
