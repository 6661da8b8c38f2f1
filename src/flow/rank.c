/* SPDX-License-Identifier: Apache-2.0 */
/* What the whole graph says of how much things matter: PageRank over all relations. */
#include "flow/workspace.h"

#include <tuyou/graph.h>

enum { USUAL_TOP = 20 };

typedef struct {
  gint64 id;
  double score;
} Ranked;

typedef struct {
  const char *kind, *county;
  GArray *ids;    /* of gint64: all entities */
  GArray *wanted; /* of guint32: the nodes to be told */
} Nodes;

static gboolean take_entity(const TyEntity *entity, gpointer data, GError **error) {
  Nodes *nodes = data;
  guint32 node = nodes->ids->len;
  (void) error;

  if (g_strcmp0(nodes->kind ? nodes->kind : entity->kind, entity->kind) == 0 &&
      (!nodes->county || g_strcmp0(nodes->county, entity->county) == 0))
    g_array_append_val(nodes->wanted, node);
  g_array_append_val(nodes->ids, entity->id);
  return TRUE;
}

/* Nodes by id: a table where ids are dense, as they are unless most entities were deleted. */
typedef struct {
  guint32 *node; /* by id */
  GArray *from, *to;
} Arcs;

static void take_relation(gint64 subject, gint64 object, gpointer data) {
  Arcs *arcs = data;
  g_array_append_val(arcs->from, arcs->node[subject]);
  g_array_append_val(arcs->to, arcs->node[object]);
}

static int by_score(gconstpointer a, gconstpointer b) {
  const Ranked *x = a, *y = b;

  if (x->score != y->score)
    return x->score > y->score ? -1 : 1;
  return (x->id > y->id) - (x->id < y->id);
}

static gboolean rank_all(TyWorkspace *workspace, const GArray *ids, double *score, GError **error) {
  g_autoptr(GArray) from = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) to = g_array_new(FALSE, FALSE, sizeof(guint32));
  gint64 last = ids->len ? g_array_index(ids, gint64, ids->len - 1) : 0;
  g_autofree guint32 *node = g_new0(guint32, (gsize) last + 1);
  Arcs arcs = {node, from, to};

  for (guint i = 0; i < ids->len; i++)
    node[g_array_index(ids, gint64, i)] = i;
  if (!ty_atlas_each_relation(workspace->atlas, take_relation, &arcs, error))
    return FALSE;
  ty_graph_pagerank((const guint32 *) (const void *) from->data,
                    (const guint32 *) (const void *) to->data, from->len, ids->len,
                    workspace->n_threads, score);
  return TRUE;
}

static gboolean tell(const TyEntity *entity, gpointer data, GError **error) {
  json_t *item = data;
  (void) error;

  json_object_set_new(item, "name", json_string(entity->name));
  json_object_set_new(item, "kind", json_string(entity->kind));
  if (entity->category)
    json_object_set_new(item, "category", json_string(entity->category));
  if (entity->county)
    json_object_set_new(item, "county", json_string(entity->county));
  return TRUE;
}

static json_t *tell_first(TyWorkspace *workspace, const GArray *ranked, guint top, GError **error) {
  json_t *list = json_array();

  for (guint i = 0; i < MIN(top, ranked->len); i++) {
    const Ranked *each = &g_array_index(ranked, Ranked, i);
    json_t *item = json_object();
    json_array_append_new(list, item);
    if (!ty_atlas_entity(workspace->atlas, each->id, tell, item, error)) {
      json_decref(list);
      return NULL;
    }
    json_object_set_new(item, "score", ty_json_number(each->score, 9));
  }
  return json_pack("{s:o, s:I}", "entities", list, "of", (json_int_t) ranked->len);
}

json_t *ty_rank(TyWorkspace *workspace, const char *kind, const char *county, guint top,
                GError **error) {
  g_autoptr(GArray) ids = g_array_new(FALSE, FALSE, sizeof(gint64));
  g_autoptr(GArray) wanted = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) ranked = g_array_new(FALSE, FALSE, sizeof(Ranked));
  Nodes nodes = {kind, county, ids, wanted};

  if (!ty_atlas_each_entity(workspace->atlas, NULL, NULL, take_entity, &nodes, error))
    return NULL;
  if (wanted->len == 0) {
    g_set_error(error, TY_ERROR, TY_ERROR_NOT_FOUND,
                "found no entity%s%s%s%s; see graphs/kinds.csv for the kinds there are",
                kind ? " of kind " : "", kind ? kind : "", county ? " in " : "",
                county ? county : "");
    return NULL;
  }
  g_autofree double *score = g_new(double, MAX(ids->len, 1));
  if (!rank_all(workspace, ids, score, error))
    return NULL;
  for (guint i = 0; i < wanted->len; i++) {
    guint32 node = g_array_index(wanted, guint32, i);
    Ranked each = {g_array_index(ids, gint64, node), score[node]};
    g_array_append_val(ranked, each);
  }
  g_array_sort(ranked, by_score);
  return tell_first(workspace, ranked, top ? top : USUAL_TOP, error);
}
