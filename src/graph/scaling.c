/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/borrowed-igraph.h"

#include <math.h>

static gboolean check(const double *distance, gsize n, GError **error) {
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < n; j++) {
      double d = distance[i * n + j];
      if (!(d >= 0) || isinf(d) || (i == j && d != 0) || d != distance[j * n + i]) {
        g_set_error(
            error, TY_ERROR, TY_ERROR_INPUT,
            "distance %zu–%zu is %g, expected a symmetric table of numbers from 0 with 0 on "
            "the diagonal",
            i, j, d);
        return FALSE;
      }
    }
  return TRUE;
}

/* The axes come with any sign: the largest value shall be positive. */
static void set_sign(double *axis, gsize n) {
  gsize largest = 0;

  for (gsize i = 1; i < n; i++)
    if (fabs(axis[i]) > fabs(axis[largest]) + 1e-9)
      largest = i;
  for (gsize i = 0; n > 0 && axis[largest] < 0 && i < n; i++)
    if (i != largest)
      axis[i] = -axis[i];
  if (n > 0)
    axis[largest] = fabs(axis[largest]);
}

/* igraph scales connected graphs: a chain stands for the things. */
static TyNetwork *chain(gsize n) {
  TyNetwork *network = g_new0(TyNetwork, 1);

  network->n_nodes = n;
  network->n_edges = n - 1;
  network->from = g_new(guint32, n - 1);
  network->to = g_new(guint32, n - 1);
  network->weight = g_new(double, n - 1);
  for (guint32 i = 0; i + 1 < n; i++) {
    network->from[i] = i;
    network->to[i] = i + 1;
    network->weight[i] = 1;
  }
  return network;
}

static gboolean scale(const double *distance, gsize n, double *x, double *y, GError **error) {
  TyIgraph session;
  igraph_matrix_t table, at;
  g_autoptr(TyNetwork) network = chain(n);

  if (!ty_igraph_begin(&session, network, 0, error))
    return FALSE;
  if (!ty_igraph_ok(igraph_matrix_init(&table, (igraph_integer_t) n, (igraph_integer_t) n),
                    "scaling", error)) {
    ty_igraph_end(&session);
    return FALSE;
  }
  gboolean done = ty_igraph_ok(igraph_matrix_init(&at, 0, 0), "scaling", error);
  if (done) {
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        MATRIX(table, i, j) = distance[i * n + j];
    done = ty_igraph_ok(igraph_layout_mds(&session.graph, &at, &table, 2), "scaling", error);
    for (gsize i = 0; done && i < n; i++) {
      x[i] = MATRIX(at, i, 0);
      y[i] = MATRIX(at, i, 1);
    }
    igraph_matrix_destroy(&at);
  }
  igraph_matrix_destroy(&table);
  ty_igraph_end(&session);
  return done;
}

gboolean ty_scale_distances(const double *distance, gsize n, double *x, double *y, GError **error) {
  if (!check(distance, n, error))
    return FALSE;
  if (n <= 2) { /* one axis tells all */
    for (gsize i = 0; i < n; i++) {
      x[i] = n == 2 ? (i ? -.5 : .5) * distance[1] : 0;
      y[i] = 0;
    }
    return TRUE;
  }
  if (!scale(distance, n, x, y, error))
    return FALSE;
  set_sign(x, n);
  set_sign(y, n);
  return TRUE;
}
