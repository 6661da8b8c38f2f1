/* SPDX-License-Identifier: Apache-2.0 */
#include "text/findings.h"

#include <math.h>
#include <string.h>

void ty_finding_free(gpointer data) {
  TyFinding *finding = data;

  g_free(finding->text);
  g_array_unref(finding->at);
  g_free(finding);
}

void ty_candidate_free(TyCandidate *candidate) {
  g_free(candidate->text);
  g_free(candidate->places);
  g_free(candidate);
}

gboolean ty_is_outside(const TySearch *search, guint32 from, gboolean after) {
  const TyCharacter *c = search->c + from;
  TyPart part = c->mark & TY_MARK_PART;
  guint32 cp[TY_STRING_MAX];
  guint n = 0;

  if (!c->code || (c->mark & TY_MARK_KNOWN) || part == TY_PART_PLACE || part == TY_PART_FUNCTION ||
      part == TY_PART_TIME || (after && (part == TY_PART_VERB || part == TY_PART_SIDE)))
    return TRUE;
  do
    cp[n] = c[n].code;
  while (!(c[n++].mark & TY_MARK_END) && n < TY_STRING_MAX);
  return ty_name_forms_has(search->forms, TY_FORM_BEFORE, cp, n);
}

gboolean ty_is_listed(const TyCharacter *c, guint32 from, guint32 end) {
  guint16 before = c[from - 1].code ? 0 : c[from - 1].sign;
  guint16 after = c[end].code ? 0 : c[end].sign;

  return (before == 0x300a && after == 0x300b) ||                /* 《》 */
         (before == 0x201c && after == 0x201d) ||                /* “” */
         (before == 0x300c && after == 0x300d) ||                /* 「」 */
         (before == 0x23 && (after == 0x23 || after == 0x5b)) || /* #…#, #…[话题]# */
         before == 0x3001 || after == 0x3001;                    /* 、 */
}

double ty_cohesion_share(double cohesion, guint count, gsize n_characters) {
  return cohesion / log((double) n_characters / count);
}

double ty_rareness(const TyStrings *strings, const TyLexicon *lexicon, gsize at, guint n) {
  double sum = 0;
  guint tokens = 0;

  for (guint i = 0; i < n;) {
    guint end = i + 1;
    while (end < n &&
           !(g_array_index(strings->characters, TyCharacter, at + end).mark & TY_MARK_START))
      end++;
    g_autofree char *token = ty_strings_slice(strings, at + i, end - i);
    double log_probability = 0;
    const char *tag;
    ty_lexicon_find(lexicon, token, strlen(token), &log_probability, &tag);
    sum -= log_probability;
    tokens++;
    i = end;
  }
  return tokens ? sum / tokens : 0;
}

static gint by_score(gconstpointer a, gconstpointer b) {
  const TyFinding *x = *(TyFinding *const *) a, *y = *(TyFinding *const *) b;

  if (x->score != y->score)
    return x->score < y->score ? 1 : -1;
  if (x->count != y->count)
    return x->count < y->count ? 1 : -1;
  return strcmp(x->text, y->text);
}

static TyPlace place_of(const TyStrings *strings, guint32 at, guint n) {
  const TyCharacter *first = &g_array_index(strings->characters, TyCharacter, at);
  const TyCharacter *last = first + n - 1;

  return (TyPlace){g_array_index(strings->texts, guint32, ty_strings_text(strings, at)), first->at,
                   last->at + last->bytes};
}

GPtrArray *ty_candidates(const TyStrings *strings, GPtrArray *findings, guint n_places) {
  GPtrArray *candidates = g_ptr_array_new_with_free_func((GDestroyNotify) ty_candidate_free);

  g_ptr_array_sort(findings, by_score);
  for (guint i = 0; i < findings->len; i++) {
    const TyFinding *finding = findings->pdata[i];
    TyCandidate *candidate = g_new0(TyCandidate, 1);
    gsize text = G_MAXSIZE;
    *candidate = (TyCandidate){.text = g_strdup(finding->text),
                               .kind = finding->form ? finding->form->kind : finding->kind,
                               .count = finding->count,
                               .score = finding->score,
                               .cohesion = finding->is_repeated ? finding->cohesion : NAN,
                               .left = finding->is_repeated ? finding->left : NAN,
                               .right = finding->is_repeated ? finding->right : NAN,
                               .places = g_new(TyPlace, MAX(n_places, 1))};
    for (guint k = 0; k < finding->at->len; k++) {
      guint32 at = g_array_index(finding->at, guint32, k);
      gsize here = ty_strings_text(strings, at);
      candidate->documents += here != text;
      text = here;
      if (k < n_places)
        candidate->places[candidate->n_places++] = place_of(strings, at, finding->n);
    }
    g_ptr_array_add(candidates, candidate);
  }
  return candidates;
}
