/* SPDX-License-Identifier: Apache-2.0 */
#include "topics/terms.h"

#include <math.h>
#include <stdlib.h>

int ty_term_best_first(const void *a, const void *b) {
  const TyTerm *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (x->end > y->end) - (x->end < y->end);
}

/* Whether a term stands only within one of the terms already chosen. */
static gboolean is_part(const TyTerm *term, const TyTerm *chosen, gsize n) {
  for (gsize i = 0; i < n; i++)
    if (chosen[i].start <= term->start && term->end <= chosen[i].end &&
        chosen[i].count == term->count)
      return TRUE;
  return FALSE;
}

static double score_of(const TyTermFinder *finder, const TyRun *run) {
  double measures[TY_N_MEASURES], sum = 0;

  ty_run_measure((const TyRun *) (void *) finder->runs->data, run, &finder->document, measures);
  for (guint i = 0; i < TY_N_MEASURES; i++)
    sum += ty_measure_weights[i] * measures[i];
  return 1 / (1 + exp(-sum));
}

gsize ty_term_finder_finish(TyTermFinder *finder, TyTerm *terms, gsize n) {
  g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(TyTerm));
  gsize n_terms = 0;

  ty_term_finder_close(finder);
  for (guint i = 0; i < finder->runs->len; i++) {
    const TyRun *run = &g_array_index(finder->runs, TyRun, i);
    TyTerm term = {run->hash, run->start, run->end, run->count, 0};
    if (!ty_run_may_be_term(run))
      continue;
    term.score = (float) score_of(finder, run);
    g_array_append_val(candidates, term);
  }
  if (candidates->len > 0)
    qsort(candidates->data, candidates->len, sizeof(TyTerm), ty_term_best_first);
  for (guint i = 0; i < candidates->len && n_terms < n; i++) {
    const TyTerm *term = &g_array_index(candidates, TyTerm, i);
    if (!is_part(term, terms, n_terms))
      terms[n_terms++] = *term;
  }
  ty_term_finder_clear(finder);
  return n_terms;
}
