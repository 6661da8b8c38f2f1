/* SPDX-License-Identifier: Apache-2.0 */
/* Each component is laid out by itself (stress for the size that a person can read, forces beyond),
 * scaled to a mean edge length of 1, and the boxes are set on shelves beside each other. */
#include "base/random.h"
#include "graph/borrowed-igraph.h"

#include <math.h>
#include <stdlib.h>

#define STRESS_LIMIT 600 /* nodes; Kamada–Kawai takes O(n²) memory and more time */
#define FORCE_ROUNDS 400
#define MARGIN 1.0 /* between boxes, in edge lengths */

static guint32 root_of(guint32 *parent, guint32 node) {
  while (parent[node] != node)
    node = parent[node] = parent[parent[node]];
  return node;
}

/* The component of each node, numbered by lowest node. */
static gsize label_components(const TyNetwork *network, guint32 *label) {
  g_autofree guint32 *parent = g_new(guint32, network->n_nodes);
  gsize n = 0;

  for (guint32 node = 0; node < network->n_nodes; node++)
    parent[node] = node;
  for (gsize e = 0; e < network->n_edges; e++) {
    guint32 a = root_of(parent, network->from[e]), b = root_of(parent, network->to[e]);
    parent[MAX(a, b)] = MIN(a, b);
  }
  for (guint32 node = 0; node < network->n_nodes; node++) {
    guint32 root = root_of(parent, node);
    label[node] = root == node ? (guint32) n++ : label[root];
  }
  return n;
}

static igraph_error_t place(TyIgraph *session, igraph_matrix_t *at) {
  igraph_integer_t n = igraph_vcount(&session->graph);

  if (n <= STRESS_LIMIT)
    return igraph_layout_kamada_kawai(&session->graph, at, TRUE, 50 * n, 0, (double) n,
                                      &session->weight, NULL, NULL, NULL, NULL);
  return igraph_layout_fruchterman_reingold(&session->graph, at, TRUE, FORCE_ROUNDS,
                                            sqrt((double) n), IGRAPH_LAYOUT_AUTOGRID, NULL, NULL,
                                            NULL, NULL, NULL);
}

/* Strong ties are short: lengths between 1/2 and 2 around the mean weight. */
static void lengths_from_weights(TyIgraph *session) {
  igraph_integer_t n = igraph_vector_size(&session->weight);
  double mean = igraph_vector_sum(&session->weight) / (double) n;

  for (igraph_integer_t e = 0; e < n; e++)
    VECTOR(session->weight)[e] = CLAMP(sqrt(mean / VECTOR(session->weight)[e]), .5, 2);
}

/* A connected network of two or more nodes, in any scale. */
static gboolean place_connected(const TyNetwork *network, guint64 seed, double *x, double *y,
                                GError **error) {
  gsize n = network->n_nodes;
  TyRandom random = ty_random(seed, n);
  igraph_matrix_t at;
  TyIgraph session;
  gboolean ok;

  if (!ty_igraph_begin(&session, network, seed, error))
    return FALSE;
  lengths_from_weights(&session);
  ok = ty_igraph_ok(igraph_matrix_init(&at, (igraph_integer_t) n, 2), "layout", error);
  if (ok) {
    double radius = sqrt((double) n);
    for (gsize i = 0; i < n; i++) {
      double angle = 2 * G_PI * (double) i / (double) n;
      MATRIX(at, i, 0) = radius * cos(angle) + .1 * ty_random_double(&random);
      MATRIX(at, i, 1) = radius * sin(angle) + .1 * ty_random_double(&random);
    }
    ok = ty_igraph_ok(place(&session, &at), "layout", error);
    for (gsize i = 0; ok && i < n; i++) {
      x[i] = MATRIX(at, i, 0);
      y[i] = MATRIX(at, i, 1);
    }
    igraph_matrix_destroy(&at);
  }
  ty_igraph_end(&session);
  return ok;
}

/* Moves to the origin and scales to a mean edge length of 1; the box's size. */
static void normalise(const TyNetwork *network, double *x, double *y, double *width,
                      double *height) {
  double length = 0, min_x = x[0], max_x = x[0], min_y = y[0], max_y = y[0], scale;

  for (gsize e = 0; e < network->n_edges; e++)
    length +=
        hypot(x[network->from[e]] - x[network->to[e]], y[network->from[e]] - y[network->to[e]]);
  scale = length > 0 ? (double) network->n_edges / length : 1;
  for (gsize i = 0; i < network->n_nodes; i++) {
    min_x = MIN(min_x, x[i]);
    max_x = MAX(max_x, x[i]);
    min_y = MIN(min_y, y[i]);
    max_y = MAX(max_y, y[i]);
  }
  for (gsize i = 0; i < network->n_nodes; i++) {
    x[i] = (x[i] - min_x) * scale;
    y[i] = (y[i] - min_y) * scale;
  }
  *width = (max_x - min_x) * scale;
  *height = (max_y - min_y) * scale;
}

typedef struct {
  gsize n_components;
  gsize *first;      /* n_components + 1 offsets into node */
  gsize *first_edge; /* the same into the edges, which are sorted by component */
  guint32 *node, *local;
  guint32 *from, *to;
  double *weight;
} Parts;

static void parts_clear(Parts *parts) {
  g_free(parts->first);
  g_free(parts->first_edge);
  g_free(parts->node);
  g_free(parts->local);
  g_free(parts->from);
  g_free(parts->to);
  g_free(parts->weight);
}

static void parts_init(Parts *parts, const TyNetwork *network) {
  g_autofree guint32 *label = g_new(guint32, network->n_nodes);
  gsize n = label_components(network, label);

  parts->n_components = n;
  parts->first = g_new0(gsize, n + 2);
  parts->first_edge = g_new0(gsize, n + 2);
  parts->node = g_new(guint32, network->n_nodes);
  parts->local = g_new(guint32, network->n_nodes);
  parts->from = g_new(guint32, network->n_edges);
  parts->to = g_new(guint32, network->n_edges);
  parts->weight = g_new(double, network->n_edges);
  for (gsize i = 0; i < network->n_nodes; i++)
    parts->first[label[i] + 2]++;
  for (gsize e = 0; e < network->n_edges; e++)
    parts->first_edge[label[network->from[e]] + 2]++;
  for (gsize c = 2; c < n + 2; c++) {
    parts->first[c] += parts->first[c - 1];
    parts->first_edge[c] += parts->first_edge[c - 1];
  }
  for (guint32 i = 0; i < network->n_nodes; i++)
    parts->node[parts->first[label[i] + 1]++] = i;
  for (gsize at = 0; at < network->n_nodes; at++) /* only now do all parts begin where they do */
    /* Every node has a label: NOLINTNEXTLINE(clang-analyzer-core.uninitialized.ArraySubscript) */
    parts->local[parts->node[at]] = (guint32) (at - parts->first[label[parts->node[at]]]);
  for (gsize e = 0; e < network->n_edges; e++) {
    gsize at = parts->first_edge[label[network->from[e]] + 1]++;
    parts->from[at] = parts->local[network->from[e]];
    parts->to[at] = parts->local[network->to[e]];
    parts->weight[at] = network->weight[e];
  }
}

typedef struct {
  double width, height, x, y;
  gsize component;
} Box;

static int tallest_first(const void *a, const void *b) {
  const Box *p = a, *q = b;
  if (p->height != q->height)
    return p->height > q->height ? -1 : 1;
  return (p->component > q->component) - (p->component < q->component);
}

/* Sets boxes on shelves about as wide as all are high. @return the width and height used. */
static void shelve(Box *boxes, gsize n, double *width, double *height) {
  double area = 0, widest = 0, x = 0, y = 0, shelf = 0;

  qsort(boxes, n, sizeof *boxes, tallest_first);
  for (gsize i = 0; i < n; i++) {
    area += (boxes[i].width + MARGIN) * (boxes[i].height + MARGIN);
    widest = MAX(widest, boxes[i].width);
  }
  widest = MAX(widest, sqrt(area));
  *width = 0;
  for (gsize i = 0; i < n; i++) {
    if (x > 0 && x + boxes[i].width > widest) {
      y += shelf + MARGIN;
      x = shelf = 0;
    }
    boxes[i].x = x;
    boxes[i].y = y;
    *width = MAX(*width, x + boxes[i].width);
    x += boxes[i].width + MARGIN;
    shelf = MAX(shelf, boxes[i].height);
  }
  *height = y + shelf;
}

gboolean ty_network_layout(const TyNetwork *network, guint64 seed, double *x, double *y,
                           GError **error) {
  Parts parts;
  double width, height, scale;
  gboolean ok = TRUE;

  if (network->n_nodes == 0)
    return TRUE;
  parts_init(&parts, network);
  gsize n = parts.n_components;
  g_autofree Box *boxes = g_new0(Box, n);
  g_autofree double *px = g_new0(double, network->n_nodes); /* in the order of parts.node */
  g_autofree double *py = g_new0(double, network->n_nodes);

  for (gsize c = 0; ok && c < n; c++) {
    gsize first = parts.first[c], first_edge = parts.first_edge[c];
    TyNetwork part = {parts.first[c + 1] - first, parts.first_edge[c + 1] - first_edge,
                      parts.from + first_edge, parts.to + first_edge, parts.weight + first_edge};
    boxes[c].component = c;
    if (part.n_nodes < 2)
      continue;
    ok = place_connected(&part, seed, px + first, py + first, error);
    if (ok)
      normalise(&part, px + first, py + first, &boxes[c].width, &boxes[c].height);
  }
  if (ok) {
    shelve(boxes, n, &width, &height);
    scale = MAX(width, height) > 0 ? 1 / MAX(width, height) : 1;
    for (gsize b = 0; b < n; b++)
      for (gsize i = parts.first[boxes[b].component]; i < parts.first[boxes[b].component + 1];
           i++) {
        double right = boxes[b].x + px[i] + (MAX(height - width, 0)) / 2;
        double down = boxes[b].y + py[i] + (MAX(width - height, 0)) / 2;
        x[parts.node[i]] = n == 1 && network->n_nodes == 1 ? .5 : CLAMP(right * scale, 0, 1);
        y[parts.node[i]] = n == 1 && network->n_nodes == 1 ? .5 : CLAMP(down * scale, 0, 1);
      }
  }
  parts_clear(&parts);
  return ok;
}
