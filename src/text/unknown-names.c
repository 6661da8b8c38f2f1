/* SPDX-License-Identifier: Apache-2.0 */
#include "text/findings.h"

#include <math.h>
#include <string.h>

#define USUAL_LONGEST 10
#define USUAL_PLACES 3
/* Strings that are repeated less have no entropy to speak of. */
#define LEAST_REPEATED 3
/* Of the entropy that so many places could have. */
#define LEAST_ENTROPY_SHARE 0.4
#define LEAST_COHESION_SHARE 0.5
#define LEAST_SCORE 0.5
#define MAX_PLACES_SEEN 16
/* Of what is too rare to tell. */
#define USUAL_SHARE 0.6
/* A name that the corpus shows by itself bounds others. */
#define SHOWN_SCORE 0.85
#define SHOWN_COUNT 5

typedef struct {
  const TyStrings *strings;
  const TyCharacter *c;
  const TyLexicon *lexicon;
  const TyNameForms *forms;
  const TyGrams *grams;
  GHashTable *found; /* text → TyFinding */
} Search;

/* What a string is made of. */
typedef struct {
  guint tokens, singles, known, names, verbs, functions, numerals, sides;
  gboolean edge;    /* begins or ends with a word that stands before names */
  gboolean counted; /* a numeral and its measure */
} Parts;

static Parts parts_of(const Search *search, guint32 at, guint n) {
  Parts parts = {0};
  TyPart before = TY_PART_NOUN;

  for (guint i = 0; i < n;) {
    const TyCharacter *c = search->c + at + i;
    TyPart part = c->mark & TY_MARK_PART;
    guint end = i + 1;
    guint32 cp[TY_STRING_MAX] = {c->code};
    while (end < n && !(search->c[at + end].mark & TY_MARK_START)) {
      cp[end - i] = search->c[at + end].code;
      end++;
    }
    parts.tokens++;
    parts.singles += end - i == 1;
    parts.known += (c->mark & TY_MARK_KNOWN) != 0;
    parts.names += part == TY_PART_NAME || part == TY_PART_PLACE || (c->mark & TY_MARK_KNOWN);
    parts.verbs += (part == TY_PART_VERB || part == TY_PART_ACTION) && end - i > 1;
    parts.functions +=
        part == TY_PART_FUNCTION || part == TY_PART_IDIOM || (part == TY_PART_TIME && end - i > 1);
    parts.numerals += part == TY_PART_NUMERAL;
    parts.sides += part == TY_PART_SIDE && end - i > 1;
    parts.counted |= before == TY_PART_NUMERAL && part == TY_PART_MEASURE;
    if (i == 0 || end == n)
      parts.edge |= ty_name_forms_has(search->forms, TY_FORM_BEFORE, cp, end - i);
    before = part;
    i = end;
  }
  return parts;
}

/* Whether the token at `from` stands outside a name: a break, a word of grammar, a known name; on
 * the right also what is done with the named or where in it. */
static gboolean is_outside(const Search *search, guint32 from, gboolean after) {
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

/* The share of both sides on which it is plain that the name is over. */
static double bounded_share(const Search *search, const TyFinding *f) {
  guint n = MIN(f->at->len, MAX_PLACES_SEEN), sides = 0;

  for (guint i = 0; i < n; i++) {
    guint32 at = g_array_index(f->at, guint32, i), before = at - 1;
    while (search->c[before].code && !(search->c[before].mark & TY_MARK_START))
      before--;
    sides += is_outside(search, before, FALSE) + is_outside(search, at + f->n, TRUE);
  }
  return n ? sides / (2.0 * n) : 0;
}

static double logistic(double x) { return 1 / (1 + exp(-x)); }

/* Most names are two characters and an ending: 三皇洞. */
static double stem_bonus(const TyFinding *f, guint stem, guint singles) {
  if (stem == 1)
    return f->form->n > 1 ? -1 : -0.3;
  return stem > 2 ? 0 : singles >= 3 ? 0.7 : 0.3;
}

/* The weights were set by hand, not fitted: what matters is their order. */
static double score_of(const Search *search, const TyFinding *f) {
  Parts parts = parts_of(search, f->first, f->n);
  double share = f->is_repeated
                     ? ty_cohesion_share(f->cohesion, MAX(f->count, 2), search->grams->n_characters)
                     : USUAL_SHARE;
  double rare = ty_rareness(search->strings, search->lexicon, f->first,
                            f->form && f->form->n < f->n ? f->n - f->form->n : f->n);
  guint stem = f->form && f->form->n < f->n ? f->n - f->form->n : f->n;
  double loose = CLAMP((0.85 - share) / 0.3, 0, 1); /* 成都 ends with 都, but hangs together */
  double x = 0.5 * log(f->count) + 0.3 * (rare - 10.5) - 1.2;

  x += 2 * (bounded_share(search, f) - 0.7);
  x -= 1.5 * parts.verbs + 2 * loose * parts.functions + (parts.counted ? 3 : 0) +
       (parts.edge ? 2 * loose : 0);
  if (f->is_none)
    return 0;
  if (f->form)
    x += 6 * (MAX(share, USUAL_SHARE) - 0.65) + stem_bonus(f, stem, parts.singles) +
         4 * (f->form->weight - 0.4) + 0.8 + (f->quoted ? 0.7 : 0) + (parts.names ? 0.6 : 0) -
         (f->is_placed && f->count < 2 ? 3.5 : 0) - (parts.singles || parts.names ? 0 : 2);
  else
    x += 6 * (share - 0.65) - 2 * parts.known - parts.numerals * loose - 3 * parts.sides -
         (parts.singles ? 0 : 0.7);
  return logistic(x);
}

/* Where the string begins and ends with a token, and is not one. */
static void aligned_places(const Search *search, const guint32 *places, guint count,
                           TyFinding *finding) {
  finding->at = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint i = 0; i < count; i++) {
    const TyCharacter *c = search->c + places[i];
    guint inner = 0;
    for (guint k = 1; k < finding->n; k++)
      inner += (c[k].mark & TY_MARK_START) != 0;
    if ((c[0].mark & TY_MARK_START) && (c[finding->n - 1].mark & TY_MARK_END) && inner > 0)
      g_array_append_val(finding->at, places[i]);
  }
  finding->count = finding->at->len;
  finding->first = finding->count ? g_array_index(finding->at, guint32, 0) : 0;
}

static void take_statistics(const Search *search, guint n, guint32 g, TyFinding *finding) {
  const TyGram *gram = &g_array_index(search->grams->grams[n], TyGram, g);

  finding->is_repeated = TRUE;
  finding->cohesion = ty_grams_cohesion(search->grams, n, g);
  finding->left = gram->left;
  finding->right = gram->right;
}

/* Strings that hang together and stand among ever other neighbours. */
static void find_by_statistics(Search *search) {
  for (guint n = 2; n <= search->grams->longest; n++)
    for (guint32 g = 1; g < search->grams->grams[n]->len; g++) {
      const TyGram *gram = &g_array_index(search->grams->grams[n], TyGram, g);
      if (gram->count < LEAST_REPEATED || gram->single * 2 > gram->count ||
          MIN(gram->left, gram->right) < LEAST_ENTROPY_SHARE * log(gram->count) ||
          ty_cohesion_share(ty_grams_cohesion(search->grams, n, g), gram->count,
                            search->grams->n_characters) < LEAST_COHESION_SHARE)
        continue;
      TyFinding *finding = g_new0(TyFinding, 1);
      finding->n = n;
      finding->text = ty_strings_slice(search->strings, gram->first, n);
      take_statistics(search, n, g, finding);
      aligned_places(search, search->grams->places[n] + search->grams->offsets[n][g], gram->count,
                     finding);
      if (finding->count < 2 || finding->count * 3 < gram->count)
        ty_finding_free(finding);
      else
        g_hash_table_insert(search->found, finding->text, finding);
    }
}

/* What the statistics are sure of, by where it ends. */
static guint32 *shown_names(const Search *search) {
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
static void join_structure(Search *search, GHashTable *structured) {
  GHashTableIter iter;
  gpointer value;

  for (guint n = 2; n <= search->grams->longest; n++)
    for (guint32 g = 1; g < search->grams->grams[n]->len; g++) {
      const TyGram *gram = &g_array_index(search->grams->grams[n], TyGram, g);
      g_autofree char *text = ty_strings_slice(search->strings, gram->first, n);
      TyFinding *finding = g_hash_table_lookup(structured, text);
      if (finding)
        take_statistics(search, n, g, finding);
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

static gint longer_first(gconstpointer a, gconstpointer b) {
  const TyFinding *x = *(TyFinding *const *) a, *y = *(TyFinding *const *) b;

  return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->text, y->text);
}

/* A string that is there only as part of longer ones is none of its own. */
static GPtrArray *independent(const Search *search, GPtrArray *all) {
  g_autofree guint8 *covered = g_malloc0(search->strings->characters->len);
  GPtrArray *kept = g_ptr_array_new();

  g_ptr_array_sort(all, longer_first);
  for (guint i = 0; i < all->len; i++) {
    TyFinding *f = all->pdata[i];
    guint n_free = 0;
    for (guint k = 0; k < f->at->len; k++)
      n_free += memchr(covered + g_array_index(f->at, guint32, k), 0, f->n) != NULL;
    if (n_free == 0 || n_free * 5 < f->count)
      continue;
    g_ptr_array_add(kept, f);
    for (guint k = 0; k < f->at->len; k++)
      memset(covered + g_array_index(f->at, guint32, k), 1, f->n);
  }
  return kept;
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
  Search search = {strings, (const TyCharacter *) (gconstpointer) strings->characters->data,
                   lexicon, forms,
                   grams,   found};
  GHashTableIter iter;
  gpointer finding;

  find_by_statistics(&search);
  g_autofree guint32 *shown = shown_names(&search);
  ty_find_by_structure(strings, forms, longest, shown, structured);
  join_structure(&search, structured);
  g_hash_table_iter_init(&iter, found);
  while (g_hash_table_iter_next(&iter, NULL, &finding)) {
    TyFinding *f = finding;
    f->score = score_of(&search, f);
    if (f->score >= LEAST_SCORE && f->count >= MAX(wanted->least, 1))
      g_ptr_array_add(likely, f);
  }
  g_autoptr(GPtrArray) kept = independent(&search, likely);
  return ty_candidates(strings, kept, wanted->n_places ? wanted->n_places : USUAL_PLACES);
}
