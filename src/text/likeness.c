/* SPDX-License-Identifier: Apache-2.0 */
#include "text/name-forms.h"

#include <string.h>

/* Names shorter than this differ in a character by chance. */
#define LEAST_ALIKE 3

const char *ty_name_likeness_reason(TyNameLikeness likeness) {
  static const char *const reasons[] = {NULL, "other spelling", "generic ending", "place before it",
                                        "one character differs"};

  return reasons[likeness];
}

/* Whether `longer` is `shorter` and an ending. */
static gboolean adds_ending(const char *longer, const char *shorter, const TyNameForms *forms) {
  gsize n = strlen(shorter);
  glong rest = 0;
  guint32 prefix = 0, value = 0;

  if (!g_str_has_prefix(longer, shorter) || !longer[n])
    return FALSE;
  g_autofree gunichar *cp = g_utf8_to_ucs4_fast(longer + n, -1, &rest);
  for (glong i = rest; i-- > 0;) {
    prefix = ty_trie_step(forms->words[TY_FORM_ENDING], prefix, cp[i], &value);
    if (prefix == 0)
      return FALSE;
  }
  return value != 0;
}

static gboolean adds_place(const char *longer, const char *shorter, const char *const *places) {
  gsize n = strlen(longer) - strlen(shorter);

  for (const char *const *place = places; place && *place; place++)
    if (strlen(*place) == n && g_str_has_prefix(longer, *place))
      return TRUE;
  return FALSE;
}

/* One substitution, between names of the same length. */
static gboolean differs_in_one(const char *a, const char *b) {
  glong n = 0, m = 0, apart = 0;
  g_autofree gunichar *x = g_utf8_to_ucs4_fast(a, -1, &n);
  g_autofree gunichar *y = g_utf8_to_ucs4_fast(b, -1, &m);

  if (n != m || n < LEAST_ALIKE)
    return FALSE;
  for (glong i = 0; i < n; i++)
    apart += x[i] != y[i];
  /* 中殿, 东殿 and 第三窟, 第四窟 differ in what tells them apart: the ending must not be all else.
   */
  return apart == 1 && (n > LEAST_ALIKE || x[0] == y[0]);
}

TyNameLikeness ty_name_likeness(const char *candidate, const char *known, const TyNameForms *forms,
                                const char *const *places) {
  gsize a = strlen(candidate), b = strlen(known);
  const char *longer = a > b ? candidate : known, *shorter = a > b ? known : candidate;

  if (a == 0 || b == 0)
    return TY_LIKE_NONE;
  if (g_str_equal(candidate, known))
    return TY_LIKE_SPELLING;
  if (g_utf8_strlen(shorter, -1) >= 2) {
    if (adds_ending(longer, shorter, forms))
      return TY_LIKE_ENDING;
    if (a != b && g_str_has_suffix(longer, shorter) && adds_place(longer, shorter, places))
      return TY_LIKE_PLACE;
  }
  return differs_in_one(candidate, known) ? TY_LIKE_CHARACTER : TY_LIKE_NONE;
}
