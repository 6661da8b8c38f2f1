/* SPDX-License-Identifier: Apache-2.0 */
/* Which of several values is the weaker: found again for the subjects whose facts changed. */
#include "atlas/load.h"

/* A qualifier without what only hedges the number: 造像（余） is of 造像, 约 of nothing. */
#define TY_PLAIN_QUALIFIER                                                                          \
  "trim(replace(replace(replace(replace(ifnull(qualifier, ''), '（余）', ''), '（约）', '')," \
  " '余', ''), '约', ''))"

/* Values of the same thing under the same qualifier and unit compete. What a curated table says
 * (evidence with a source) outranks what was read out of a text. */
#define RANK(of_subject)                                                                           \
  "WITH graded AS (SELECT fact.id, subject, fact.predicate, ifnull(fact.unit, '') AS unit,"        \
  "  " TY_PLAIN_QUALIFIER " AS qualifier, fact.value,"                                             \
  "  fact.confidence + EXISTS (SELECT 1 FROM evidence WHERE evidence.fact = fact.id"               \
  "   AND source IS NOT NULL) AS grade"                                                            \
  "  FROM fact JOIN predicate ON predicate.id = fact.predicate AND predicate.single_valued"        \
  "  WHERE fact.object IS NULL" of_subject "),"                                                    \
  " best AS (SELECT subject, predicate, unit, qualifier, max(grade) AS grade FROM graded"          \
  "  GROUP BY subject, predicate, unit, qualifier HAVING count(DISTINCT value) > 1)"               \
  "UPDATE fact SET weaker = 1 WHERE id IN (SELECT graded.id FROM graded JOIN best"                 \
  " USING (subject, predicate, unit, qualifier) WHERE graded.grade < best.grade)"

void ty_atlas_note_rank(TyAtlas *atlas, const TyFact *fact) {
  const GArray *unranked = atlas->unranked;

  if (unranked->len == 0 || g_array_index(unranked, gint64, unranked->len - 1) != fact->subject)
    g_array_append_val(atlas->unranked, fact->subject);
}

void ty_atlas_forget_ranks(TyAtlas *atlas) {
  g_array_set_size(atlas->unranked, 0);
  atlas->rank_all = FALSE;
}

static int by_id(gconstpointer a, gconstpointer b) {
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

/* All at once, as a list in JSON: a statement for each would take longer to set up than to run. */
#define AMONG " AND fact.subject IN (SELECT value FROM json_each(?1))"

static char *list_subjects(GArray *subjects) {
  g_autoptr(GString) list = g_string_new("[");
  gint64 before = 0;

  g_array_sort(subjects, by_id);
  for (guint i = 0; i < subjects->len; i++) {
    gint64 subject = g_array_index(subjects, gint64, i);
    if (subject != before)
      g_string_append_printf(list, "%s%" G_GINT64_FORMAT, list->len > 1 ? "," : "", subject);
    before = subject;
  }
  g_string_append_c(list, ']');
  return g_string_free(g_steal_pointer(&list), FALSE);
}

gboolean ty_atlas_rank_facts(TyAtlas *atlas, GError **error) {
  gboolean ranked = TRUE;

  if (atlas->rank_all)
    ranked = ty_atlas_run(atlas, "UPDATE fact SET weaker = 0 WHERE weaker;" RANK(""), error);
  else if (atlas->unranked->len > 0) {
    g_autofree char *list = list_subjects(atlas->unranked);
    ranked =
        ty_atlas_write(atlas, error, "UPDATE fact SET weaker = 0 WHERE weaker" AMONG, "s", list) &&
        ty_atlas_write(atlas, error, RANK(AMONG), "s", list);
  }
  if (ranked)
    ty_atlas_forget_ranks(atlas);
  return ranked;
}
