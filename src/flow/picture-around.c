/* SPDX-License-Identifier: Apache-2.0 */
/* What stands around an entity, or leads from one to another, as a network. */
#include "flow/picture.h"

#include <string.h>
#include <tuyou/graph.h>

typedef struct {
  GPtrArray *names, *kinds; /* of nodes; kinds: those met, NULL for a node without */
  GHashTable *node;         /* name → node + 1 */
  GArray *kind;             /* of guint32, a node */
  GArray *from, *to;        /* of guint32 */
  GArray *weight;           /* of double */
} Drawing;

static guint32 node_of(Drawing *drawing, const char *name, const char *kind) {
  guint32 node = GPOINTER_TO_UINT(g_hash_table_lookup(drawing->node, name)), number = 7;

  if (node && !(kind && *kind && g_array_index(drawing->kind, guint32, node - 1) == 7))
    return node - 1;
  if (kind && *kind) {
    for (number = 0; number < drawing->kinds->len; number++)
      if (g_str_equal(drawing->kinds->pdata[number], kind))
        break;
    if (number == drawing->kinds->len)
      g_ptr_array_add(drawing->kinds, (gpointer) kind);
  }
  if (node) {
    g_array_index(drawing->kind, guint32, node - 1) = number;
    return node - 1;
  }
  g_ptr_array_add(drawing->names, (gpointer) name);
  g_array_append_val(drawing->kind, number);
  g_hash_table_insert(drawing->node, (gpointer) name, GUINT_TO_POINTER(drawing->names->len));
  return drawing->names->len - 1;
}

static void add_edge(Drawing *drawing, const json_t *relation, const char *from, const char *to) {
  guint32 a = node_of(drawing, from, NULL);
  guint32 b = node_of(drawing, to, json_string_value(json_object_get(relation, "kind")));
  double weight = json_is_true(json_object_get(relation, "inferred")) ? 0.3 : 1;

  if (a == b)
    return;
  g_array_append_val(drawing->from, a);
  g_array_append_val(drawing->to, b);
  g_array_append_val(drawing->weight, weight);
}

static const char *text_of(const json_t *object, const char *key) {
  const char *text = json_string_value(json_object_get(object, key));
  return text ? text : "";
}

static void gather(Drawing *drawing, const json_t *answer) {
  json_t *one, *path, *step;
  gsize i, s;

  if (json_object_get(answer, "neighbours"))
    node_of(drawing, text_of(answer, "name"), text_of(answer, "kind"));
  json_array_foreach(json_object_get(answer, "neighbours"), i, one)
      add_edge(drawing, one, text_of(one, "from"), text_of(one, "name"));
  json_array_foreach(json_object_get(answer, "paths"), i, path)
      json_array_foreach(json_object_get(path, "steps"), s, step)
          add_edge(drawing, step, text_of(step, "from"), text_of(step, "to"));
}

static int by_pair(gconstpointer a, gconstpointer b) {
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;
  return (x > y) - (x < y);
}

/* The edges as a network's: from < to, sorted, once each. */
static TyNetwork *network_of(const Drawing *drawing) {
  TyNetwork *network = g_new0(TyNetwork, 1);
  gsize n = drawing->from->len;
  g_autofree guint64 *pair = g_new(guint64, MAX(n, 1));

  for (gsize e = 0; e < n; e++) {
    guint32 a = g_array_index(drawing->from, guint32, e);
    guint32 b = g_array_index(drawing->to, guint32, e);
    pair[e] = (guint64) MIN(a, b) << 32 | MAX(a, b);
  }
  qsort(pair, n, sizeof *pair, by_pair);
  network->n_nodes = drawing->names->len;
  network->from = g_new0(guint32, MAX(n, 1));
  network->to = g_new0(guint32, MAX(n, 1));
  network->weight = g_new0(double, MAX(n, 1));
  for (gsize e = 0; e < n; e++)
    if (e == 0 || pair[e] != pair[e - 1]) {
      network->from[network->n_edges] = (guint32) (pair[e] >> 32);
      network->to[network->n_edges] = (guint32) pair[e];
      network->weight[network->n_edges++] = 1;
    }
  return network;
}

static GBytes *draw(const Drawing *drawing, const TyPictureOptions *picture, GError **error) {
  gsize n = drawing->names->len;
  g_autoptr(TyNetwork) network = network_of(drawing);
  g_autofree double *x = g_new0(double, n + 1), *y = g_new0(double, n + 1);
  g_autofree TyNetworkNode *nodes = g_new0(TyNetworkNode, n + 1);
  g_autofree TyNetworkEdge *edges = g_new0(TyNetworkEdge, drawing->from->len + 1);

  if (!ty_network_layout(network, 0, x, y, error))
    return NULL;
  for (gsize i = 0; i < n; i++)
    nodes[i] = (TyNetworkNode){drawing->names->pdata[i], x[i], y[i], i == 0 ? 4 : 1,
                               g_array_index(drawing->kind, guint32, i)};
  for (guint e = 0; e < drawing->from->len; e++)
    edges[e] = (TyNetworkEdge){g_array_index(drawing->from, guint32, e),
                               g_array_index(drawing->to, guint32, e),
                               g_array_index(drawing->weight, double, e)};
  return ty_draw_network(nodes, n, edges, drawing->from->len, 0, picture, error);
}

GBytes *ty_draw_around(TyWorkspace *workspace, const json_t *answer, const TyDrawOptions *options,
                       GError **error) {
  Drawing drawing = {g_ptr_array_new(),
                     g_ptr_array_new(),
                     g_hash_table_new(g_str_hash, g_str_equal),
                     g_array_new(FALSE, FALSE, sizeof(guint32)),
                     g_array_new(FALSE, FALSE, sizeof(guint32)),
                     g_array_new(FALSE, FALSE, sizeof(guint32)),
                     g_array_new(FALSE, FALSE, sizeof(double))};
  g_autofree char *name = ty_atlas_get_meta(workspace->atlas, "name");
  g_autofree char *source = g_strdup_printf("来源：%s", name ? name : "atlas");
  gboolean png = g_strcmp0(options->format, "png") == 0;
  TyPictureOptions picture = {.format = png ? TY_PICTURE_PNG : TY_PICTURE_SVG,
                              .dark = options->dark,
                              .source = source,
                              .title = json_object_get(answer, "paths") ? text_of(answer, "from")
                                                                        : text_of(answer, "name")};

  if (options->width_px)
    picture.scale = options->width_px / 960.0;
  else if (png)
    picture.scale = 1.25;
  gather(&drawing, answer);
  GBytes *drawn = draw(&drawing, &picture, error);
  g_ptr_array_unref(drawing.names);
  g_ptr_array_unref(drawing.kinds);
  g_hash_table_unref(drawing.node);
  g_array_unref(drawing.kind);
  g_array_unref(drawing.from);
  g_array_unref(drawing.to);
  g_array_unref(drawing.weight);
  return drawn;
}
