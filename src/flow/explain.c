/* SPDX-License-Identifier: Apache-2.0 */
/* Answers that walk the graph: what stands around an entity, and why two belong together. */
#include "flow/explain.h"

#include <math.h>

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  TyRelations *relations = data;
  (void) error;
  g_array_append_val(relations->ids, entity->id);
  g_ptr_array_add(relations->names, g_strdup(entity->name));
  g_ptr_array_add(relations->kinds, g_strdup(entity->kind));
  return TRUE;
}

static int by_id(gconstpointer a, gconstpointer b) {
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

guint32 ty_relations_node(const TyRelations *relations, gint64 entity) {
  guint node = 0;
  gboolean found = g_array_binary_search(relations->ids, &entity, by_id, &node);
  g_return_val_if_fail(found, 0);
  return node;
}

typedef struct {
  TyRelations *relations;
  GHashTable *known; /* "from predicate to" → relation + 1 */
} Reading;

/* The same relation under other qualifiers (the batch of a list) is one, as sure as the surest. */
static gboolean take_fact(const TyFact *fact, gpointer data, GError **error) {
  Reading *reading = data;
  TyRelations *relations = reading->relations;
  (void) error;

  if (!fact->object || fact->object == fact->subject)
    return TRUE;
  TyRelation relation = {ty_relations_node(relations, fact->subject),
                         ty_relations_node(relations, fact->object), fact->id,
                         g_intern_string(fact->predicate), fact->confidence};
  g_autofree char *key =
      g_strdup_printf("%u %s %u", relation.from, relation.predicate, relation.to);
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(reading->known, key));
  if (before) {
    TyRelation *same = &g_array_index(relations->relations, TyRelation, before - 1);
    if (same->confidence < relation.confidence)
      *same = relation;
    return TRUE;
  }
  g_array_append_val(relations->relations, relation);
  g_hash_table_insert(reading->known, g_steal_pointer(&key),
                      GUINT_TO_POINTER(relations->relations->len));
  return TRUE;
}

TyRelations *ty_relations_new(TyWorkspace *workspace, GError **error) {
  g_autoptr(TyRelations) relations = g_new0(TyRelations, 1);
  g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Reading reading = {relations, known};

  relations->ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  relations->names = g_ptr_array_new_with_free_func(g_free);
  relations->kinds = g_ptr_array_new_with_free_func(g_free);
  relations->relations = g_array_new(FALSE, FALSE, sizeof(TyRelation));
  if (!ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_entity, relations, error) ||
      !ty_atlas_each_fact(workspace->atlas, 0, NULL, 0, take_fact, &reading, error))
    return NULL;
  return g_steal_pointer(&relations);
}

void ty_relations_free(TyRelations *relations) {
  g_array_unref(relations->ids);
  g_ptr_array_unref(relations->names);
  g_ptr_array_unref(relations->kinds);
  g_array_unref(relations->relations);
  g_free(relations);
}

/* Neighbours ------------------------------------------------------------------------------------
 */

json_t *ty_neighbours(TyWorkspace *workspace, const char *name, const char *predicate, guint depth,
                      GError **error) {
  gint64 id = ty_workspace_entity(workspace, name, error);
  if (id == 0)
    return NULL;
  if (predicate && !ty_atlas_predicate_kind(workspace->atlas, predicate)) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "%s: no such predicate in the ontology; see graphs/ontology.csv", predicate);
    return NULL;
  }
  g_autoptr(TyRelations) relations = ty_relations_new(workspace, error);
  if (!relations)
    return NULL;

  guint32 source = ty_relations_node(relations, id);
  g_autofree guint *distance = g_new0(guint, relations->ids->len); /* 0: not met; source: 1 */
  json_t *list = json_array();
  distance[source] = 1;
  /* Ring after ring, so that an entity is told by a relation of its nearest ring. */
  for (guint ring = 1; ring <= depth; ring++)
    for (guint i = 0; i < relations->relations->len; i++) {
      const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
      gboolean out = distance[relation->from] == ring, in = distance[relation->to] == ring;
      guint32 other = out ? relation->to : relation->from;
      if (out == in || (distance[other] && distance[other] <= ring) ||
          (predicate && !g_str_equal(relation->predicate, predicate)))
        continue;
      distance[other] = ring + 1;
      g_autofree char *label = ty_atlas_label(workspace->atlas, relation->predicate);
      json_array_append_new(
          list,
          json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:o}", "name",
                    relations->names->pdata[other], "kind", relations->kinds->pdata[other],
                    "predicate", relation->predicate, "label", label, "direction",
                    out ? "out" : "in", "from",
                    relations->names->pdata[out ? relation->from : relation->to], "distance",
                    (json_int_t) ring, "confidence", ty_json_number(relation->confidence, 2)));
    }
  return json_pack("{s:s, s:o}", "name", relations->names->pdata[source], "neighbours", list);
}

/* Paths -----------------------------------------------------------------------------------------
 */

/* A step costs little when the fact is sure, and more when its ends are known to everybody: that
 * two sites both lie in 四川 explains nothing. */
static TyArc *weigh(const TyRelations *relations) {
  guint n = relations->relations->len;
  TyArc *arcs = g_new0(TyArc, MAX(n, 1));
  g_autofree guint *degree = g_new0(guint, relations->ids->len);

  for (guint i = 0; i < n; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    degree[relation->from]++;
    degree[relation->to]++;
  }
  for (guint i = 0; i < n; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    guint busiest = MAX(degree[relation->from], degree[relation->to]);
    arcs[i] =
        (TyArc){relation->from, relation->to, (1 + log2(busiest) / 4) * (2 - relation->confidence)};
  }
  return arcs;
}

static json_t *path_answer(TyWorkspace *workspace, const TyRelations *relations, const TyArc *arcs,
                           guint32 source, const GArray *path) {
  json_t *steps = json_array();
  double cost = 0;
  guint32 here = source;

  for (guint i = 0; i < path->len; i++) {
    guint32 arc = g_array_index(path, guint32, i);
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, arc);
    gboolean forward = relation->from == here;
    g_autofree char *label = ty_atlas_label(workspace->atlas, relation->predicate);
    guint32 next = forward ? relation->to : relation->from;
    json_array_append_new(
        steps, json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "from", relations->names->pdata[here],
                         "predicate", relation->predicate, "label", label, "to",
                         relations->names->pdata[next], "direction", forward ? "out" : "in",
                         "confidence", ty_json_number(relation->confidence, 2)));
    cost += arcs[arc].cost;
    here = next;
  }
  return json_pack("{s:o, s:o}", "cost", ty_json_number(cost, 3), "steps", steps);
}

json_t *ty_paths(TyWorkspace *workspace, const char *from, const char *to, guint k,
                 GError **error) {
  gint64 source_id = ty_workspace_entity(workspace, from, error);
  gint64 target_id = source_id ? ty_workspace_entity(workspace, to, error) : 0;
  if (target_id == 0)
    return NULL;
  if (source_id == target_id) {
    g_set_error(error, TY_ERROR, TY_ERROR_USAGE,
                "found %s and %s, which are one entity, expected two", from, to);
    return NULL;
  }
  g_autoptr(TyRelations) relations = ty_relations_new(workspace, error);
  if (!relations)
    return NULL;
  g_autofree TyArc *arcs = weigh(relations);
  guint32 source = ty_relations_node(relations, source_id);
  guint32 target = ty_relations_node(relations, target_id);
  g_autoptr(GPtrArray) paths = ty_graph_paths(arcs, relations->relations->len, relations->ids->len,
                                              source, target, k ? k : 3);
  if (paths->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND, "no facts lead from %s to %s", from, to);
    return NULL;
  }
  json_t *list = json_array();
  for (guint i = 0; i < paths->len; i++)
    json_array_append_new(list, path_answer(workspace, relations, arcs, source, paths->pdata[i]));
  return json_pack("{s:s, s:s, s:o}", "from", relations->names->pdata[source], "to",
                   relations->names->pdata[target], "paths", list);
}
