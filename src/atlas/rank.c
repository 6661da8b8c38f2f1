/* SPDX-License-Identifier: Apache-2.0 */
/* Which of several values is the weaker: found again for the subjects whose facts changed. */
#include "atlas/load.h"

/* Values of the same thing under the same qualifier and unit compete. What a curated table says
 * (evidence with a source) outranks what was read out of a text. */
#define RANK(of_subject)                                                                           \
  "WITH graded AS (SELECT fact.id, subject, fact.predicate, ifnull(fact.unit, '') AS unit,"        \
  "  ifnull(qualifier, '') AS qualifier, fact.value,"                                              \
  "  fact.confidence + EXISTS (SELECT 1 FROM evidence WHERE evidence.fact = fact.id"               \
  "   AND source IS NOT NULL) AS grade"                                                            \
  "  FROM fact JOIN predicate ON predicate.id = fact.predicate AND predicate.kind = 'value'"       \
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

static gboolean rank_subject(TyAtlas *atlas, gint64 subject, GError **error) {
  return ty_atlas_write(atlas, error, "UPDATE fact SET weaker = 0 WHERE subject = ? AND weaker",
                        "i", subject) &&
         ty_atlas_write(atlas, error, RANK(" AND fact.subject = ?1"), "i", subject);
}

gboolean ty_atlas_rank_facts(TyAtlas *atlas, GError **error) {
  GArray *subjects = atlas->unranked;
  gint64 before = 0;
  gboolean ranked = TRUE;

  if (atlas->rank_all)
    ranked = ty_atlas_run(atlas, "UPDATE fact SET weaker = 0 WHERE weaker;" RANK(""), error);
  else
    g_array_sort(subjects, by_id);
  for (guint i = 0; i < subjects->len && ranked && !atlas->rank_all; i++) {
    gint64 subject = g_array_index(subjects, gint64, i);
    ranked = subject == before || rank_subject(atlas, subject, error);
    before = subject;
  }
  if (ranked)
    ty_atlas_forget_ranks(atlas);
  return ranked;
}
