/* SPDX-License-Identifier: Apache-2.0 */
#include "flow/inference.h"

#include <stdio.h>

#define LEAST_CONFIDENCE 0.1
/* Of facts that may be premises, and of what follows from them. */
enum { MOST_GIVEN = 30000000, MOST_DERIVED = 20000000 };

static gint32 day_of(const char *date, gint32 missing, int month, int day) {
  int year = 0;
  int n = date ? sscanf(date, "%d-%2d-%2d", &year, &month, &day) : 0;

  if (n < 1 || year < -9999 || year > 99999 || month < 1 || month > 12 || day < 1 || day > 31)
    return missing;
  return year * 10000 + month * 100 + day;
}

gint32 ty_day_from(const char *date) { return day_of(date, G_MININT32, 1, 1); }
gint32 ty_day_to(const char *date) { return day_of(date, G_MAXINT32, 12, 31); }

static gboolean is_out_of_time(gpointer workspace) {
  return ty_atlas_is_out_of_time(((TyWorkspace *) workspace)->atlas);
}

static TyInferred *new_inferred(TyWorkspace *workspace, TyRuleBook *book) {
  TyInferred *inferred = g_new0(TyInferred, 1);

  inferred->workspace = workspace;
  inferred->book = book;
  inferred->given = g_array_new(FALSE, FALSE, sizeof(TyTriple));
  inferred->facts = g_array_new(FALSE, FALSE, sizeof(gint64));
  return inferred;
}

void ty_inferred_free(TyInferred *inferred) {
  g_clear_pointer(&inferred->inference, ty_inference_free);
  g_clear_pointer(&inferred->rules, g_array_unref);
  g_array_unref(inferred->given);
  g_array_unref(inferred->facts);
  ty_rule_book_free(inferred->book);
  g_free(inferred);
}

static void give(TyInferred *inferred, gint64 fact, TyTriple triple) {
  if (triple.confidence < (float) LEAST_CONFIDENCE)
    return;
  g_array_append_val(inferred->given, triple);
  g_array_append_val(inferred->facts, fact);
}

static gboolean give_predicate(TyInferred *inferred, guint32 predicate, GError **error) {
  TyMatchPattern pattern = {.kind = TY_MATCH_RELATION,
                            .predicate = inferred->book->predicates->pdata[predicate]};
  g_autoptr(TyMatch) match = ty_atlas_match(inferred->workspace->atlas, &pattern, error);
  GError *why = NULL;
  TyMatchRow row;

  if (!match)
    return FALSE;
  while (!inferred->cut && ty_match_next(match, &row, &why)) {
    give(inferred, row.fact.id,
         (TyTriple){(guint32) row.fact.subject, predicate, (guint32) row.fact.object,
                    ty_day_from(row.fact.valid_from), ty_day_to(row.fact.valid_to),
                    (float) row.fact.confidence});
    inferred->cut = inferred->given->len >= MOST_GIVEN;
  }
  if (why)
    g_propagate_error(error, why);
  return !why;
}

static void infer(TyInferred *inferred) {
  TyInferenceLimits limits = {MOST_DERIVED, is_out_of_time, inferred->workspace};
  g_autoptr(GArray) rules = g_array_new(FALSE, FALSE, sizeof(TyRule));

  for (guint i = 0; i < inferred->rules->len; i++) {
    guint32 rule = g_array_index(inferred->rules, guint32, i);
    g_array_append_val(rules, g_array_index(inferred->book->rules, TyRule, rule));
  }
  inferred->inference =
      ty_infer((const TyTriple *) (void *) inferred->given->data, inferred->given->len,
               (const TyRule *) (void *) rules->data, rules->len, &limits);
  inferred->cut |= ty_inference_is_cut(inferred->inference);
}

TyInferred *ty_inferred_all(TyWorkspace *workspace, TyRuleBook *book, const gboolean *wanted,
                            GError **error) {
  g_autoptr(TyInferred) inferred = new_inferred(workspace, book);
  g_autofree gboolean *all = g_new(gboolean, book->predicates->len + 1);

  for (guint p = 0; p < book->predicates->len; p++)
    all[p] = wanted ? wanted[p] : TRUE;
  g_autoptr(GArray) needed = ty_rule_book_needed(book, all, &inferred->rules);
  for (guint i = 0; i < needed->len && inferred->rules->len > 0; i++)
    if (!give_predicate(inferred, g_array_index(needed, guint32, i), error))
      return NULL;
  infer(inferred);
  return g_steal_pointer(&inferred);
}

TyInferred *ty_inferred_around(TyWorkspace *workspace, TyRuleBook *book,
                               const TyRelations *relations) {
  TyInferred *inferred = new_inferred(workspace, book);

  inferred->rules = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint32 rule = 0; rule < book->rules->len; rule++)
    g_array_append_val(inferred->rules, rule);
  for (guint i = 0; i < relations->relations->len; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    guint32 predicate;
    gboolean swapped;
    if (ty_rule_book_predicate(book, relation->predicate, &predicate, &swapped))
      give(inferred, relation->fact,
           (TyTriple){(guint32) g_array_index(relations->ids, gint64, relation->from), predicate,
                      (guint32) g_array_index(relations->ids, gint64, relation->to),
                      relation->from_day, relation->to_day, (float) relation->confidence});
  }
  infer(inferred);
  inferred->cut |= relations->cut;
  return inferred;
}

static const TyToldRule *told_rule(const TyInferred *inferred, const TyDerivation *derivation) {
  return inferred->book->told->pdata[g_array_index(inferred->rules, guint32, derivation->rule)];
}

gboolean ty_inferred_is_closure(const TyInferred *inferred, gsize fact) {
  TyDerivation derivation;

  return ty_inference_derivation(inferred->inference, fact, &derivation) &&
         told_rule(inferred, &derivation)->is_closure;
}

void ty_inferred_mark(const TyInferred *inferred, gsize fact, gboolean *below) {
  TyDerivation derivation;

  if (!ty_inference_derivation(inferred->inference, fact, &derivation)) {
    below[fact] = TRUE;
    return;
  }
  for (gsize i = 0; i < derivation.n_premises; i++)
    ty_inferred_mark(inferred, derivation.premise[i], below);
}

guint ty_inferred_size(const TyInferred *inferred, gsize fact) {
  TyDerivation derivation;
  guint size = 0;

  if (!ty_inference_derivation(inferred->inference, fact, &derivation))
    return 1;
  for (gsize i = 0; i < derivation.n_premises; i++)
    size += ty_inferred_size(inferred, derivation.premise[i]);
  return size;
}

/* Telling ---------------------------------------------------------------------------------------
 */

static gboolean add_source(const TyEvidence *evidence, const char *file, const char *quote,
                           gpointer data, GError **error) {
  json_t *source =
      json_pack("{s:s, s:I}", "file", file, quote ? "line" : "row", (json_int_t) evidence->line);
  (void) error;

  if (evidence->citation && *evidence->citation)
    json_object_set_new(source, "citation", json_string(evidence->citation));
  if (quote)
    json_object_set_new(source, "quote", json_string(quote));
  json_array_append_new(data, source);
  return TRUE;
}

static json_t *name_of(TyWorkspace *workspace, gint64 entity) {
  TyMatchPattern pattern = {.kind = TY_MATCH_ENTITY, .subject = entity};
  g_autoptr(TyMatch) match = ty_atlas_match(workspace->atlas, &pattern, NULL);
  TyMatchRow row;

  return json_string(match && ty_match_next(match, &row, NULL) ? row.fact.subject_name : "");
}

static void put_day(json_t *told, const char *key, gint32 day) {
  if (day == G_MININT32 || day == G_MAXINT32)
    return;
  int rest = ABS(day) % 10000, year = (day - (day < 0 ? -rest : rest)) / 10000;
  json_object_set_new(told, key, json_sprintf("%04d-%02d-%02d", year, rest / 100, rest % 100));
}

json_t *ty_inferred_tell(const TyInferred *inferred, gsize fact, GError **error) {
  const TyTriple *triple = ty_inference_triple(inferred->inference, fact);
  TyDerivation derivation;
  json_t *told = json_object();

  json_object_set_new(told, "subject", name_of(inferred->workspace, triple->subject));
  json_object_set_new(told, "predicate",
                      json_string(inferred->book->predicates->pdata[triple->predicate]));
  json_object_set_new(told, "label", json_string(inferred->book->labels->pdata[triple->predicate]));
  json_object_set_new(told, "object", name_of(inferred->workspace, triple->object));
  json_object_set_new(told, "confidence", ty_json_number((double) triple->confidence, 2));
  put_day(told, "valid_from", triple->from_day);
  put_day(told, "valid_to", triple->to_day);
  gboolean done = TRUE;
  if (!ty_inference_derivation(inferred->inference, fact, &derivation)) {
    gint64 id = g_array_index(inferred->facts, gint64, fact);
    json_t *sources = json_array();
    json_object_set_new(told, "fact", json_integer(id));
    json_object_set_new(told, "sources", sources);
    done = ty_atlas_each_evidence(inferred->workspace->atlas, id, add_source, sources, error);
  } else {
    json_t *because = json_array();
    const TyToldRule *rule = told_rule(inferred, &derivation);
    json_object_set_new(told, "inferred", json_true());
    json_object_set_new(told, "rule", json_string(rule->name));
    json_object_set_new(told, "says", json_string(rule->says));
    json_object_set_new(told, "because", because);
    for (gsize i = 0; done && i < derivation.n_premises; i++) {
      json_t *premise = ty_inferred_tell(inferred, derivation.premise[i], error);
      done = premise && json_array_append_new(because, premise) == 0;
    }
  }
  if (done)
    return told;
  json_decref(told);
  return NULL;
}
