/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include <string.h>

/* Own words: the leftmost, and of those the longest. They take the place of runs that they cover;
 * they neither begin nor end within one. */
void ty_find_own_words(TySegmenter *s) {
  guint r = 0, n_merged = 0;

  for (guint i = 0; i < s->n_runs; i++) /* inner: where no token may begin */
    memset(s->inner + s->runs[i].at + 1, 1, s->runs[i].length - 1u);
  for (guint at = 0; at < s->n;) {
    const TyOwnWord *word;
    gsize length = 0;
    if (!s->inner[at] && ty_trie_may_begin(s->lexicon->own, s->cp + at, s->n - at))
      length = ty_lexicon_match_own(s->lexicon, s->cp + at, s->inner + at, s->n - at, &word);
    if (length == 0) {
      at++;
      continue;
    }
    while (r < s->n_runs && s->runs[r].at < at)
      s->merged[n_merged++] = s->runs[r++];
    while (r < s->n_runs && s->runs[r].at < at + length)
      r++;
    s->merged[n_merged++] =
        (TyRun){(guint16) at, (guint16) length, TY_TOKEN_WORD,
                TRUE,         word->id,         g_ptr_array_index(s->lexicon->own_tags, word->tag)};
    at += length;
  }
  while (r < s->n_runs)
    s->merged[n_merged++] = s->runs[r++];
  memcpy(s->runs, s->merged, n_merged * sizeof *s->runs);
  s->n_runs = n_merged;
}
