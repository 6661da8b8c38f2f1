/* SPDX-License-Identifier: Apache-2.0 */
#include "text/findings.h"

#include <math.h>
#include <string.h>

#define USUAL_LONGEST 10
#define USUAL_PLACES 3
/* Strings that are repeated less have no entropy to speak of. */
#define LEAST_REPEATED 3
#define LEAST_SCORE 0.5
#define LISTED_BONUS 1.5
#define TOLD_BONUS 1.3
#define PERSON_BONUS 2.5
#define MAX_PLACES_SEEN 16
/* Of what is too rare to tell. */
#define USUAL_SHARE 0.6
/* A name that the corpus shows by itself bounds others. */
#define SHOWN_SCORE 0.85
#define SHOWN_COUNT 5

/* The share of both sides on which it is plain that the name is over. */
static double bounded_share(const TySearch *search, const TyFinding *f) {
  guint n = MIN(f->at->len, MAX_PLACES_SEEN), sides = 0;

  for (guint i = 0; i < n; i++) {
    guint32 at = g_array_index(f->at, guint32, i), before = at - 1;
    while (search->c[before].code && !(search->c[before].mark & TY_MARK_START))
      before--;
    sides += ty_is_outside(search, before, FALSE) + ty_is_outside(search, at + f->n, TRUE);
  }
  return n ? sides / (2.0 * n) : 0;
}

/* The share of places where it stands alone between marks that set names off. */
static double listed_share(const TySearch *search, const TyFinding *f) {
  guint n = MIN(f->at->len, MAX_PLACES_SEEN), listed = 0;

  for (guint i = 0; i < n; i++) {
    guint32 at = g_array_index(f->at, guint32, i);
    listed += ty_is_listed(search->c, at, at + f->n);
  }
  return n ? (double) listed / n : 0;
}

static double logistic(double x) { return 1 / (1 + exp(-x)); }

/* Most names are two characters and an ending: 三皇洞. */
static double stem_bonus(const TyFinding *f, guint stem, guint singles) {
  if (stem == 1)
    return f->form->n > 1 ? -1 : -0.3;
  return stem > 2 ? 0 : singles >= 3 ? 0.7 : 0.3;
}

/* 安岳石刻 is said of any place; 龙门镇 and 石匣寺 are names made of the names of others. */
static double placed_malus(const TySearch *search, const TyFinding *f) {
  if (!f->is_placed || f->count > 1)
    return 0;
  return f->form->n > 1 ? 3.5 : search->c[f->first].mark & TY_MARK_KNOWN ? 2 : 0;
}

/* The weights were set by hand, not fitted: what matters is their order. */
static double score_of(const TySearch *search, const TyFinding *f) {
  TyParts parts = ty_parts_of(search, f->first, f->n);
  double share = f->is_repeated
                     ? ty_cohesion_share(f->cohesion, MAX(f->count, 2), search->grams->n_characters)
                     : USUAL_SHARE;
  double rare = ty_rareness(search->strings, search->lexicon, f->first,
                            f->form && f->form->n < f->n ? f->n - f->form->n : f->n);
  guint stem = f->form && f->form->n < f->n ? f->n - f->form->n : f->n;
  double loose = CLAMP((0.85 - share) / 0.3, 0, 1); /* 成都 ends with 都, but hangs together */
  double x = 0.5 * log(f->count) + 0.3 * (rare - 10.5) - 1.2;

  x += 2 * (bounded_share(search, f) - 0.7);
  if (f->is_person) /* from the words that it is cut into nothing follows */
    return logistic(x + PERSON_BONUS);
  x -= 1.5 * parts.verbs + 2 * loose * parts.functions + (parts.counted ? 3 : 0) +
       (parts.edge ? 2 * loose : 0);
  if (f->is_none)
    return 0;
  if (f->form)
    x += 6 * (MAX(share, USUAL_SHARE) - 0.65) + stem_bonus(f, stem, parts.singles) +
         4 * (f->form->weight - 0.4) + 0.8 + (f->quoted ? 0.7 : 0) + (parts.names ? 0.6 : 0) -
         placed_malus(search, f) - (parts.singles || parts.names ? 0 : 2);
  else
    x += 6 * (share - 0.65) + LISTED_BONUS * listed_share(search, f) + (f->told ? TOLD_BONUS : 0) -
         2 * parts.known - parts.numerals * loose - 3 * parts.sides - (parts.singles ? 0 : 0.7);
  return logistic(x);
}

/* What the statistics are sure of, by where it ends. */
static guint32 *shown_names(const TySearch *search) {
  guint32 *shown = g_new0(guint32, search->strings->characters->len + 1);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init(&iter, search->found);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    TyFinding *f = value;
    if (f->count < SHOWN_COUNT || score_of(search, f) < SHOWN_SCORE)
      continue;
    for (guint k = 0; k < f->at->len; k++) {
      guint32 at = g_array_index(f->at, guint32, k);
      guint32 *start = &shown[at + f->n];
      if (!*start || *start > at)
        *start = at;
    }
  }
  return shown;
}

/* What has an ending says more; statistics come from the grams. */
static void join_structure(TySearch *search, GHashTable *structured) {
  GHashTableIter iter;
  gpointer value;

  for (guint n = 2; n <= search->grams->longest; n++)
    for (guint32 g = 1; g < search->grams->grams[n]->len; g++) {
      const TyGram *gram = &g_array_index(search->grams->grams[n], TyGram, g);
      g_autofree char *text = ty_strings_slice(search->strings, gram->first, n);
      TyFinding *finding = g_hash_table_lookup(structured, text);
      if (finding)
        ty_take_statistics(search, n, g, finding);
    }
  g_hash_table_iter_init(&iter, structured);
  while (g_hash_table_iter_next(&iter, NULL, &value)) {
    TyFinding *finding = value, *other = g_hash_table_lookup(search->found, finding->text);
    if (other && other->count > finding->count) {
      finding->count = other->count;
      finding->first = other->first;
      g_array_unref(finding->at);
      finding->at = g_array_ref(other->at);
    }
    g_hash_table_iter_steal(&iter);
    g_hash_table_replace(search->found, finding->text, finding);
  }
}

GPtrArray *ty_unknown_names(const TyStrings *strings, const TyLexicon *lexicon,
                            const TyNameForms *forms, const TyDiscoveryOptions *options) {
  static const TyDiscoveryOptions usual = {0};
  const TyDiscoveryOptions *wanted = options ? options : &usual;
  guint longest = MIN(wanted->longest ? wanted->longest : USUAL_LONGEST, TY_STRING_MAX);
  g_autoptr(GHashTable) found =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, ty_finding_free);
  g_autoptr(GHashTable) structured =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, ty_finding_free);
  g_autoptr(TyGrams) grams = ty_grams_count(strings, MIN(longest, 8), 2);
  g_autoptr(GPtrArray) likely = g_ptr_array_new();
  TySearch search = {strings, (const TyCharacter *) (gconstpointer) strings->characters->data,
                     lexicon, forms,
                     grams,   found};
  GHashTableIter iter;
  gpointer finding;

  ty_find_by_statistics(&search, LEAST_REPEATED);
  g_autofree guint32 *shown = shown_names(&search);
  ty_find_by_structure(strings, forms, longest, shown, structured);
  ty_find_by_context(&search, structured);
  join_structure(&search, structured);
  g_hash_table_iter_init(&iter, found);
  while (g_hash_table_iter_next(&iter, NULL, &finding)) {
    TyFinding *f = finding;
    f->score = score_of(&search, f);
    if (f->score >= LEAST_SCORE && f->count >= MAX(wanted->least, 1))
      g_ptr_array_add(likely, f);
  }
  g_autoptr(GPtrArray) kept = ty_independent(&search, likely);
  return ty_candidates(strings, kept, wanted->n_places ? wanted->n_places : USUAL_PLACES);
}
