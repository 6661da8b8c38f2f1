/* SPDX-License-Identifier: Apache-2.0 */
#include "text/segmenter.h"

#include <string.h>

/* Positions at which an own word may begin, for all that the codes say. There are few in most
 * texts; no branch to guess. */
static guint find_begins(TySegmenter *s, guint16 *begins) {
  const TyOwnWords *own = s->lexicon->own;
  const guint64 *pairs = own->pairs, *single = own->single;
  const guint16 *code = s->code;
  guint shift = own->pair_shift, n = s->n, n_pairs = 0, n_begins = 0;
  guint32 *hash = s->hash;

  s->code[n + 1] = s->code[n + 2] = TY_CODE_UNKNOWN;
  for (guint i = 0; i < n; i++) {
    guint32 pair = ty_own_pair(code + i), bit = pair >> shift;
    begins[n_pairs] = (guint16) i;
    hash[n_pairs] = pair;
    n_pairs += (pairs[bit / 64] >> bit % 64 | single[code[i] / 64] >> code[i] % 64) & 1;
  }
  for (guint p = 0; p < n_pairs; p++) {
    guint i = begins[p];
    begins[n_begins] = (guint16) i;
    n_begins += ty_own_passes(own, hash[p]) |
                ty_own_passes(own, ty_own_triple(hash[p], code[i + 2])) |
                (single[code[i] / 64] >> code[i] % 64 & 1);
  }
  return n_begins;
}

/* Own words: the leftmost, and of those the longest. They take the place of runs that they cover;
 * they neither begin nor end within one. */
static void merge_own_words(TySegmenter *s, const guint16 *begins, guint n_begins) {
  const TyOwnWords *own = s->lexicon->own;
  guint r = 0, n_merged = 0, end = 0;

  for (guint b = 0; b < n_begins; b++) {
    guint at = begins[b];
    if (at < end || s->inner[at])
      continue;
    guint32 found = ty_own_words_match(own, s->cp + at, s->code[at], s->inner + at, s->n - at);
    if (!found)
      continue;
    const TyOwnWord *word = &g_array_index(own->words, TyOwnWord, found - 1);
    end = at + word->n;
    while (r < s->n_runs && s->runs[r].at < at)
      s->merged[n_merged++] = s->runs[r++];
    while (r < s->n_runs && s->runs[r].at < end)
      r++;
    s->merged[n_merged++] =
        (TyRun){(guint16) at, word->n,  TY_TOKEN_WORD,
                TRUE,         word->id, g_ptr_array_index(own->tags, word->tag)};
  }
  if (n_merged == 0)
    return;
  while (r < s->n_runs)
    s->merged[n_merged++] = s->runs[r++];
  memcpy(s->runs, s->merged, n_merged * sizeof *s->runs);
  s->n_runs = n_merged;
}

void ty_find_own_words(TySegmenter *s) {
  guint16 *begins = s->begins;

  ty_own_words_prepare(s->lexicon->own, s->lexicon->codes);
  guint n_begins = find_begins(s, begins);
  if (n_begins == 0)
    return;
  ty_describe_plain(s);
  for (guint i = 0; i < s->n_runs; i++) /* inner: where no token may begin */
    memset(s->inner + s->runs[i].at + 1, 1, s->runs[i].length - 1u);
  merge_own_words(s, begins, n_begins);
}
