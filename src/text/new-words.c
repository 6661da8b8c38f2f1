/* SPDX-License-Identifier: Apache-2.0 */
#include "text/findings.h"

#include <math.h>

#define USUAL_LEAST 3
#define USUAL_LONGEST 8
#define USUAL_PLACES 3

/* Words of grammar and what is counted make phrases. */
static gboolean is_phrase(const TySearch *search, const TyFinding *finding) {
  TyParts parts = ty_parts_of(search, finding->first, finding->n);

  return parts.functions > 0 || parts.counted || parts.edge || parts.sides > 0 ||
         (parts.numerals > 0 && parts.tokens - parts.numerals <= 1);
}

GPtrArray *ty_new_words(const TyStrings *strings, const TyLexicon *lexicon,
                        const TyNameForms *forms, const TyDiscoveryOptions *options) {
  static const TyDiscoveryOptions usual = {0};
  const TyDiscoveryOptions *wanted = options ? options : &usual;
  guint least = MAX(wanted->least ? wanted->least : USUAL_LEAST, 2);
  guint longest = CLAMP(wanted->longest ? wanted->longest : USUAL_LONGEST, 2, TY_STRING_MAX);
  g_autoptr(GHashTable) found =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, ty_finding_free);
  g_autoptr(TyGrams) grams = ty_grams_count(strings, longest, least);
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  TySearch search = {strings, (const TyCharacter *) (gconstpointer) strings->characters->data,
                     lexicon, forms,
                     grams,   found};
  GHashTableIter iter;
  gpointer value;

  ty_find_by_statistics(&search, least);
  g_hash_table_iter_init(&iter, found);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    TyFinding *finding = value;
    double freedom = MIN(finding->left, finding->right);
    if (is_phrase(&search, finding))
      continue;
    finding->score = ty_cohesion_share(finding->cohesion, finding->count, grams->n_characters) *
                     freedom / (1 + freedom);
    finding->score = CLAMP(finding->score, 0, 1);
    g_ptr_array_add(words, finding);
  }
  g_autoptr(GPtrArray) kept = ty_independent(&search, words);
  return ty_candidates(strings, kept, wanted->n_places ? wanted->n_places : USUAL_PLACES);
}
