/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of bulk loads: an atlas with entities, facts drawn from their line, all as text. */
#pragma once
#include "atlas/statement.h"
#include "base/random.h"
#include "support.h"

enum { N_ENTITIES = 40 };

static inline gint64 ask(TyAtlas *atlas, const char *sql) {
  return ty_atlas_number(atlas, -1, sql, "");
}

/* An atlas with entities e0 … and a source. */
static inline TyAtlas *with_entities(const char *name, gint64 *source) {
  g_autofree char *path = test_path(name);
  g_autoptr(GError) error = NULL;
  TyPredicate predicates[] = {
      {.id = "part_of", .label = "属于", .kind = "relation"},
      {.id = "height_m", .label = "高", .kind = "value", .single_valued = TRUE},
      {.id = "era", .label = "年代", .kind = "value", .single_valued = TRUE}};
  TySource file = {.name = "facts.csv", .role = "facts", .digest = "00"};

  g_unlink(path);
  TyAtlas *atlas = ty_atlas_create(path, &error);
  g_assert_no_error(error);
  for (gsize i = 0; i < G_N_ELEMENTS(predicates); i++)
    g_assert_true(ty_atlas_add_predicate(atlas, &predicates[i], NULL));
  for (int i = 0; i < N_ENTITIES; i++) {
    g_autofree char *called = g_strdup_printf("e%d", i);
    TyEntity entity = {.name = called, .kind = "site"};
    g_assert_cmpint(ty_atlas_add_entity(atlas, &entity, NULL), ==, i + 1);
  }
  *source = ty_atlas_add_source(atlas, &file, &error);
  g_assert_no_error(error);
  return atlas;
}

/* Fact `line`: of few subjects, few values, so that many are said again or disagree. */
static inline void add_drawn(TyAtlas *atlas, gint64 source, gint64 line) {
  static const char *const values[] = {"3", "4", "5.5"}, *const units[] = {NULL, "", "m"};
  static const char *const qualifiers[] = {NULL, "东", "西"}, *const years[] = {NULL, "1961", ""};
  static const double sure[] = {.5, .8, .95};
  TyRandom random = ty_random(7, (guint64) line);
  gboolean relation = ty_random_below(&random, 2);
  TyFact fact = {.subject = 1 + (gint64) ty_random_below(&random, N_ENTITIES),
                 .predicate = relation                      ? "part_of"
                              : ty_random_below(&random, 2) ? "height_m"
                                                            : "era",
                 .object = relation ? 1 + (gint64) ty_random_below(&random, N_ENTITIES) : 0,
                 .value = relation ? NULL : values[ty_random_below(&random, 3)],
                 .unit = units[ty_random_below(&random, 3)],
                 .qualifier = qualifiers[ty_random_below(&random, 3)],
                 .valid_from = years[ty_random_below(&random, 3)],
                 .confidence = sure[ty_random_below(&random, 3)],
                 .weight = (double) ty_random_below(&random, 3)};
  TyEvidence evidence = {.source = source,
                         .line = line,
                         .citation = line % 3 ? "县志" : NULL,
                         .note = line % 5 ? "" : "抄本"};
  g_autoptr(GError) error = NULL;

  g_assert_cmpint(ty_atlas_add_fact(atlas, &fact, &evidence, &error), !=, 0);
  g_assert_no_error(error);
}

/* All facts with all evidence, whatever their ids. */
static inline char *facts_and_evidence(TyAtlas *atlas) {
  g_autoptr(sqlite3_stmt) row = ty_atlas_query(
      atlas, NULL,
      "SELECT concat FROM (SELECT quote(subject) || quote(predicate) || quote(object) ||"
      " quote(value) || quote(unit) || quote(qualifier) || quote(valid_from) || quote(valid_to) ||"
      " quote(weight) || quote(fact.confidence) || quote(weaker) || quote(same) || ' ' ||"
      " quote(source) || quote(line) || quote(citation) || quote(note) ||"
      " quote(evidence.confidence) AS concat"
      " FROM fact JOIN evidence ON evidence.fact = fact.id) ORDER BY concat",
      "");
  GString *all = g_string_new(NULL);

  g_assert_nonnull(row);
  while (ty_atlas_next(atlas, row, NULL))
    g_string_append_printf(all, "%s\n", ty_column_text(row, 0));
  return g_string_free(all, FALSE);
}

static inline void keep_finding(const char *kind, const char *subject, const char *message,
                                gpointer data) {
  if (!g_str_equal(kind, "value"))
    g_string_append_printf(data, "%s %s %s\n", kind, subject, message);
}

static inline void is_sound(TyAtlas *atlas) {
  g_autoptr(GString) findings = g_string_new(NULL);
  g_assert_true(ty_atlas_check(atlas, keep_finding, findings, NULL));
  g_assert_cmpstr(findings->str, ==, "");
}
