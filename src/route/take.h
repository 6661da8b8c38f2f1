/* SPDX-License-Identifier: Apache-2.0 */
/** Reading rules word by word: each takes what it can at `*at` and moves it on, or leaves it. */
#pragma once
#include <glib.h>
#include <string.h>

static inline gboolean ty_take(const char **at, const char *word) {
  if (!g_str_has_prefix(*at, word))
    return FALSE;
  *at += strlen(word);
  return TRUE;
}

/** The first of `words` that stands there: longer ones must come before their beginnings. */
static inline gboolean ty_take_one_of(const char **at, const char *const *words, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (ty_take(at, words[i]))
      return TRUE;
  return FALSE;
}

/** Blanks, tabs and ideographic spaces. */
static inline void ty_skip_blanks(const char **at) {
  while (ty_take(at, " ") || ty_take(at, "\t") || ty_take(at, "　"))
    ;
}

/** A number of at most `n_max` digits (9 or fewer); −1 when there is none. */
static inline gint ty_take_digits(const char **at, gsize n_max) {
  gint number = -1;

  for (gsize n = 0; n < n_max && g_ascii_isdigit(**at); n++, ++*at)
    number = MAX(number, 0) * 10 + (**at - '0');
  return number;
}
