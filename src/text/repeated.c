/* SPDX-License-Identifier: Apache-2.0 */
/* Strings that hang together and stand among ever other neighbours: branching entropy (Jin and
 * Tanaka-Ishii 2006) and pointwise mutual information, normalised (Bouma 2009). */
#include "text/findings.h"

#include <math.h>
#include <string.h>

/* Of the entropy that so many places could have. */
#define LEAST_ENTROPY_SHARE 0.4
#define LEAST_COHESION_SHARE 0.5

TyParts ty_parts_of(const TySearch *search, guint32 at, guint n) {
  TyParts parts = {0};
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

/* Where the string begins and ends with a token, and is not one. */
static void aligned_places(const TySearch *search, const guint32 *places, guint count,
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

void ty_take_statistics(const TySearch *search, guint n, guint32 g, TyFinding *finding) {
  const TyGram *gram = &g_array_index(search->grams->grams[n], TyGram, g);

  finding->is_repeated = TRUE;
  finding->cohesion = ty_grams_cohesion(search->grams, n, g);
  finding->left = gram->left;
  finding->right = gram->right;
}

/* Strings that hang together and stand among ever other neighbours. */
void ty_find_by_statistics(const TySearch *search, guint least) {
  for (guint n = 2; n <= search->grams->longest; n++)
    for (guint32 g = 1; g < search->grams->grams[n]->len; g++) {
      const TyGram *gram = &g_array_index(search->grams->grams[n], TyGram, g);
      if (gram->count < least || gram->single * 2 > gram->count ||
          MIN(gram->left, gram->right) < LEAST_ENTROPY_SHARE * log(gram->count) ||
          ty_cohesion_share(ty_grams_cohesion(search->grams, n, g), gram->count,
                            search->grams->n_characters) < LEAST_COHESION_SHARE)
        continue;
      TyFinding *finding = g_new0(TyFinding, 1);
      finding->n = n;
      finding->text = ty_strings_slice(search->strings, gram->first, n);
      ty_take_statistics(search, n, g, finding);
      aligned_places(search, search->grams->places[n] + search->grams->offsets[n][g], gram->count,
                     finding);
      if (finding->count < 2 || finding->count * 3 < gram->count)
        ty_finding_free(finding);
      else
        g_hash_table_insert(search->found, finding->text, finding);
    }
}

static gint longer_first(gconstpointer a, gconstpointer b) {
  const TyFinding *x = *(TyFinding *const *) a, *y = *(TyFinding *const *) b;

  return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->text, y->text);
}

/* A string that is there only as part of longer ones is none of its own. */
GPtrArray *ty_independent(const TySearch *search, GPtrArray *all) {
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
