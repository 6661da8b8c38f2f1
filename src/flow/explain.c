/* SPDX-License-Identifier: Apache-2.0 */
/* Why two entities belong together: the cheapest ways over relations, stated or inferred. */
#include "flow/inference.h"

#include <math.h>
#include <string.h>

enum { USUAL_K = 3, TRIES_EACH = 4 };

typedef struct {
  TyWorkspace *workspace;
  TyRelations *relations;
  TyInferred *inferred; /* NULL: only what is stated */
  TyArc *arcs;
} Explaining;

/* What follows by rules joins the relations; closures only repeat a chain. */
static void add_inferred(Explaining *explaining) {
  TyInferred *inferred = explaining->inferred;
  TyRelations *relations = explaining->relations;

  for (gsize i = inferred->given->len; i < ty_inference_length(inferred->inference); i++) {
    const TyTriple *triple = ty_inference_triple(inferred->inference, i);
    if (ty_inferred_is_closure(inferred, i))
      continue;
    TyRelation relation = {ty_relations_node(relations, triple->subject),
                           ty_relations_node(relations, triple->object),
                           0,
                           g_intern_string(inferred->book->predicates->pdata[triple->predicate]),
                           (double) triple->confidence,
                           0,
                           i,
                           triple->from_day,
                           triple->to_day};
    g_array_append_val(relations->relations, relation);
  }
}

/* A step costs little when the fact is sure, and more when its ends are known to everybody: that
 * two sites both lie in 四川 explains nothing. */
static void weigh(Explaining *explaining) {
  const TyRelations *relations = explaining->relations;
  guint n = relations->relations->len;
  g_autofree guint *degree = g_new0(guint, relations->ids->len + 1);

  explaining->arcs = g_new0(TyArc, MAX(n, 1));
  for (guint i = 0; i < n; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    if (relation->derived == TY_NOT_DERIVED) {
      degree[relation->from]++;
      degree[relation->to]++;
    }
  }
  /* Of a hub not all relations are here. */
  for (guint i = 0; i < relations->ids->len && relations->cut; i++)
    degree[i] = MAX(degree[i], relations->degree[i]);
  for (guint i = 0; i < n; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    guint busiest = MAX(MAX(degree[relation->from], degree[relation->to]), 1);
    double cost = (1 + log2(busiest) / 4) * (2 - relation->confidence);
    if (relation->derived != TY_NOT_DERIVED)
      cost *= (3 + ty_inferred_size(explaining->inferred, relation->derived)) / 4.0;
    explaining->arcs[i] = (TyArc){relation->from, relation->to, cost};
  }
}

static const TyRelation *relation_at(const Explaining *explaining, const GArray *path, guint step) {
  guint32 arc = g_array_index(path, guint32, step);
  return &g_array_index(explaining->relations->relations, TyRelation, arc);
}

/* The stated facts that a path rests on, in order, as a key. */
static char *facts_below(const Explaining *explaining, const GArray *path) {
  const TyInferred *inferred = explaining->inferred;
  g_autofree gboolean *below = g_new0(gboolean, (inferred ? inferred->given->len : 0) + 1);
  g_autoptr(GArray) facts = g_array_new(FALSE, FALSE, sizeof(gint64));
  GString *key = g_string_new(NULL);

  for (guint i = 0; i < path->len; i++) {
    const TyRelation *relation = relation_at(explaining, path, i);
    if (relation->derived != TY_NOT_DERIVED)
      ty_inferred_mark(inferred, relation->derived, below);
    else
      g_array_append_val(facts, relation->fact);
  }
  for (guint i = 0; inferred && i < inferred->given->len; i++)
    if (below[i])
      g_array_append_val(facts, g_array_index(inferred->facts, gint64, i));
  /* A few facts: the order of insertion does. */
  for (guint i = 1; i < facts->len; i++)
    for (guint k = i; k > 0; k--) {
      gint64 *pair = &g_array_index(facts, gint64, k - 1);
      if (pair[0] <= pair[1])
        break;
      gint64 kept = pair[0];
      pair[0] = pair[1];
      pair[1] = kept;
    }
  for (guint i = 0; i < facts->len; i++)
    if (i == 0 || g_array_index(facts, gint64, i) != g_array_index(facts, gint64, i - 1))
      g_string_append_printf(key, "%" G_GINT64_FORMAT " ", g_array_index(facts, gint64, i));
  return g_string_free(key, FALSE);
}

static json_t *path_answer(const Explaining *explaining, guint32 source, const GArray *path,
                           GError **error) {
  const TyRelations *relations = explaining->relations;
  json_t *steps = json_array();
  double cost = 0;
  guint32 here = source;

  for (guint i = 0; i < path->len; i++) {
    const TyRelation *relation = relation_at(explaining, path, i);
    gboolean forward = relation->from == here;
    g_autofree char *label = ty_atlas_label(explaining->workspace->atlas, relation->predicate);
    guint32 next = forward ? relation->to : relation->from;
    json_t *step = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:o}", "from", relations->names->pdata[here], "predicate",
        relation->predicate, "label", label, "to", relations->names->pdata[next], "direction",
        forward ? "out" : "in", "confidence", ty_json_number(relation->confidence, 2));
    json_array_append_new(steps, step);
    if (relation->derived != TY_NOT_DERIVED) {
      json_t *told = ty_inferred_tell(explaining->inferred, relation->derived, error);
      if (!told) {
        json_decref(steps);
        return NULL;
      }
      static const char *const kept[] = {"inferred", "rule", "says", "because"};
      for (gsize k = 0; k < G_N_ELEMENTS(kept); k++)
        json_object_set(step, kept[k], json_object_get(told, kept[k]));
      json_decref(told);
    }
    cost += explaining->arcs[g_array_index(path, guint32, i)].cost;
    here = next;
  }
  return json_pack("{s:o, s:o}", "cost", ty_json_number(cost, 3), "steps", steps);
}

static json_t *explain(Explaining *explaining, gint64 from, gint64 to, guint k, GError **error) {
  const TyRelations *relations = explaining->relations;
  g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  guint32 source = ty_relations_node(relations, from), target = ty_relations_node(relations, to);
  guint tries = explaining->inferred ? k * TRIES_EACH : k;
  json_t *list = json_array();

  weigh(explaining);
  g_autoptr(GPtrArray) paths = ty_graph_paths(explaining->arcs, relations->relations->len,
                                              relations->ids->len, source, target, tries);
  for (guint i = 0; i < paths->len && json_array_size(list) < k; i++) {
    if (!g_hash_table_add(told, facts_below(explaining, paths->pdata[i])))
      continue;
    json_t *answer = path_answer(explaining, source, paths->pdata[i], error);
    if (!answer) {
      json_decref(list);
      return NULL;
    }
    json_array_append_new(list, answer);
  }
  gboolean cut = relations->cut || (explaining->inferred && explaining->inferred->cut);
  return json_pack("{s:s, s:s, s:o, s:b}", "from", relations->names->pdata[source], "to",
                   relations->names->pdata[target], "paths", list, "cut", cut);
}

json_t *ty_paths(TyWorkspace *workspace, const char *from, const char *to,
                 const TyPathOptions *options, GError **error) {
  static const TyPathOptions usual = {0};
  const TyPathOptions *wanted = options ? options : &usual;
  gint64 ends[2] = {ty_workspace_entity(workspace, from, error), 0};
  json_t *answer = NULL;

  ends[1] = ends[0] ? ty_workspace_entity(workspace, to, error) : 0;
  if (ends[1] == 0)
    return NULL;
  if (ends[0] == ends[1]) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found %s and %s, which are one entity, expected two", from, to);
    return NULL;
  }
  ty_atlas_limit_seconds(workspace->atlas, wanted->seconds > 0 ? wanted->seconds : 10);
  g_autoptr(TyRelations) relations = ty_relations_around(workspace, ends, 2, error);
  TyRuleBook *book = relations && wanted->infer ? ty_rule_book_open(workspace, error) : NULL;
  g_autoptr(TyInferred) inferred = book ? ty_inferred_around(workspace, book, relations) : NULL;
  ty_atlas_limit_seconds(workspace->atlas, 0);
  if (relations && (inferred || !wanted->infer)) {
    Explaining explaining = {workspace, relations, inferred, NULL};
    if (inferred)
      add_inferred(&explaining);
    answer = explain(&explaining, ends[0], ends[1], wanted->k ? wanted->k : USUAL_K, error);
    g_free(explaining.arcs);
  }
  if (answer && json_array_size(json_object_get(answer, "paths")) == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "no facts lead from %s to %s%s", from, to,
                relations->cut ? " among the 100000 relations around them" : "");
    json_decref(answer);
    return NULL;
  }
  return answer;
}
