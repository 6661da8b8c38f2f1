/* SPDX-License-Identifier: Apache-2.0 */
/* Links that may be missing, with the neighbours that speak for them. */
#include "flow/explain.h"

#include <string.h>

enum { USUAL_TOP = 10, MOST_COMMON = 5 };

typedef struct {
  const TyRelations *relations;
  guint32 *degree; /* of each node */
  GArray **others; /* of guint32, ascending, once each: whom a node is joined to */
} Surroundings;

static int by_node(gconstpointer a, gconstpointer b) {
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return (x > y) - (x < y);
}

static Surroundings surroundings_of(const TyRelations *relations) {
  guint n = relations->ids->len;
  Surroundings all = {relations, g_new0(guint32, n + 1), g_new0(GArray *, n + 1)};

  for (guint i = 0; i < n; i++)
    all.others[i] = g_array_new(FALSE, FALSE, sizeof(guint32));
  for (guint i = 0; i < relations->relations->len; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    g_array_append_val(all.others[relation->from], relation->to);
    g_array_append_val(all.others[relation->to], relation->from);
  }
  for (guint i = 0; i < n; i++) {
    GArray *list = all.others[i];
    guint kept = 0;
    g_array_sort(list, by_node);
    for (guint k = 0; k < list->len; k++)
      if (k == 0 || g_array_index(list, guint32, k) != g_array_index(list, guint32, k - 1))
        g_array_index(list, guint32, kept++) = g_array_index(list, guint32, k);
    g_array_set_size(list, kept);
    all.degree[i] = MAX(kept, relations->cut && relations->degree ? relations->degree[i] : 0);
  }
  return all;
}

static int by_degree(gconstpointer a, gconstpointer b, gpointer degree) {
  const guint32 *of = degree;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return of[x] != of[y] ? (of[x] < of[y] ? -1 : 1) : (x > y) - (x < y);
}

static json_t *common_of(const Surroundings *all, guint32 a, guint32 b) {
  g_autoptr(GArray) common = g_array_new(FALSE, FALSE, sizeof(guint32));
  json_t *names = json_array();

  for (guint i = 0; i < all->others[a]->len; i++) {
    guint32 other = g_array_index(all->others[a], guint32, i);
    if (g_array_binary_search(all->others[b], &other, by_node, NULL))
      g_array_append_val(common, other);
  }
  g_array_sort_with_data(common, by_degree, all->degree);
  for (guint i = 0; i < MIN(common->len, MOST_COMMON); i++)
    json_array_append_new(
        names, json_string(all->relations->names->pdata[g_array_index(common, guint32, i)]));
  return names;
}

/* The relation that things of these kinds have most often, by "predicate direction". */
static json_t *perhaps(TyWorkspace *workspace, const TyRelations *relations, guint32 source,
                       guint32 other) {
  const char *own = relations->kinds->pdata[source], *its = relations->kinds->pdata[other];
  g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *best = NULL;
  guint most = 0;

  for (guint i = 0; i < relations->relations->len; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    const char *from = relations->kinds->pdata[relation->from];
    const char *to = relations->kinds->pdata[relation->to];
    gboolean out = g_str_equal(from, own) && g_str_equal(to, its);
    if (!out && !(g_str_equal(from, its) && g_str_equal(to, own)))
      continue;
    char *key = g_strconcat(out ? ">" : "<", relation->predicate, NULL);
    guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) + 1;
    g_hash_table_replace(counts, key, GUINT_TO_POINTER(n));
    if (n > most || (best && n == most && strcmp(key, best) < 0)) {
      most = n;
      g_free(best);
      best = g_strdup(key);
    }
  }
  if (!best)
    return NULL;
  g_autofree char *label = ty_atlas_label(workspace->atlas, best + 1);
  return json_pack("{s:s, s:s, s:s}", "predicate", best + 1, "label", label, "direction",
                   *best == '>' ? "out" : "in");
}

static json_t *tell(TyWorkspace *workspace, const Surroundings *all, guint32 source,
                    const TyPossibleLink *link) {
  json_t *one = json_pack(
      "{s:s, s:s, s:o, s:o, s:o, s:o}", "name", all->relations->names->pdata[link->node], "kind",
      all->relations->kinds->pdata[link->node], "score", ty_json_number(link->score, 3),
      "adamic_adar", ty_json_number(link->adamic_adar, 3), "rank", ty_json_number(link->rank, 6),
      "common", common_of(all, source, link->node));
  json_t *relation = perhaps(workspace, all->relations, source, link->node);

  if (relation)
    json_object_set_new(one, "perhaps", relation);
  return one;
}

json_t *ty_possible(TyWorkspace *workspace, const char *name, gsize top, GError **error) {
  gint64 id = ty_workspace_entity(workspace, name, error);
  json_t *list = json_array();

  ty_atlas_limit_seconds(workspace->atlas, 10);
  g_autoptr(TyRelations) relations = id ? ty_relations_around(workspace, &id, 1, error) : NULL;
  ty_atlas_limit_seconds(workspace->atlas, 0);
  if (!relations) {
    json_decref(list);
    return NULL;
  }
  guint n = relations->relations->len;
  g_autofree TyArc *arcs = g_new0(TyArc, n + 1);
  guint32 source = ty_relations_node(relations, id);
  Surroundings all = surroundings_of(relations);
  for (guint i = 0; i < n; i++) {
    const TyRelation *relation = &g_array_index(relations->relations, TyRelation, i);
    arcs[i] = (TyArc){relation->from, relation->to, 1};
  }
  g_autoptr(GArray) links = ty_graph_possible_links(arcs, n, relations->ids->len, source,
                                                    all.degree, top ? top : USUAL_TOP);
  for (guint i = 0; i < links->len; i++)
    json_array_append_new(list,
                          tell(workspace, &all, source, &g_array_index(links, TyPossibleLink, i)));
  for (guint i = 0; i < relations->ids->len; i++)
    g_array_unref(all.others[i]);
  g_free(all.others);
  g_free(all.degree);
  return json_pack("{s:s, s:o, s:b}", "name", relations->names->pdata[source], "possible", list,
                   "cut", relations->cut);
}
