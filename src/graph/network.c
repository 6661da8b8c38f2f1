/* SPDX-License-Identifier: Apache-2.0 */
#include <tuyou/graph.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

void ty_network_free(TyNetwork *network) {
  if (!network)
    return;
  g_free(network->from);
  g_free(network->to);
  g_free(network->weight);
  g_free(network);
}

static gboolean kept(const gboolean *keep, guint32 id) { return !keep || keep[id]; }

/* For each id the documents that hold it, as compressed rows; an id that stands twice in a document
 * counts once. `*start`: n_ids + 1. */
static guint32 *documents_of_ids(const guint32 *start, const guint32 *id, gsize n_docs, gsize n_ids,
                                 const gboolean *keep, gsize **row) {
  gsize *end = g_new0(gsize, n_ids + 2);
  guint32 *docs;

  for (gsize i = start[0]; i < start[n_docs]; i++)
    if (kept(keep, id[i]))
      end[id[i] + 2]++;
  for (gsize i = 2; i < n_ids + 2; i++)
    end[i] += end[i - 1];
  docs = g_new(guint32, MAX(end[n_ids + 1], 1));
  for (gsize doc = 0; doc < n_docs; doc++)
    for (gsize i = start[doc]; i < start[doc + 1]; i++)
      if (kept(keep, id[i]))
        docs[end[id[i] + 1]++] = (guint32) doc;
  *row = end;
  return docs;
}

static int by_id(const void *a, const void *b) {
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  return (x > y) - (x < y);
}

TyNetwork *ty_network_cooccurrence(const guint32 *start, const guint32 *id, gsize n_docs,
                                   gsize n_ids, const gboolean *keep) {
  TyNetwork *network = g_new0(TyNetwork, 1);
  g_autofree gsize *row = NULL;
  g_autofree guint32 *docs = documents_of_ids(start, id, n_docs, n_ids, keep, &row);
  g_autofree guint32 *count = g_new0(guint32, MAX(n_ids, 1));
  g_autofree guint32 *seen_in = g_new0(guint32, MAX(n_ids, 1)); /* document + 1 */
  g_autofree guint32 *met = g_new(guint32, MAX(n_ids, 1));
  g_autoptr(GArray) from = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) to = g_array_new(FALSE, FALSE, sizeof(guint32));
  g_autoptr(GArray) weight = g_array_new(FALSE, FALSE, sizeof(double));

  for (guint32 a = 0; a < n_ids; a++) {
    gsize n_met = 0;

    for (gsize r = row[a]; r < row[a + 1]; r++) {
      guint32 doc = docs[r];
      if (r > row[a] && docs[r - 1] == doc)
        continue;
      for (gsize i = start[doc]; i < start[doc + 1]; i++) {
        guint32 b = id[i];
        if (b <= a || !kept(keep, b) || seen_in[b] == doc + 1)
          continue;
        seen_in[b] = doc + 1;
        if (count[b]++ == 0)
          met[n_met++] = b;
      }
    }
    qsort(met, n_met, sizeof *met, by_id);
    for (gsize i = 0; i < n_met; i++) {
      double c = count[met[i]];
      g_array_append_val(from, a);
      g_array_append_val(to, met[i]);
      g_array_append_val(weight, c);
      count[met[i]] = 0;
      seen_in[met[i]] = 0;
    }
  }
  network->n_nodes = n_ids;
  network->n_edges = from->len;
  network->from = (guint32 *) (void *) g_array_free(g_steal_pointer(&from), FALSE);
  network->to = (guint32 *) (void *) g_array_free(g_steal_pointer(&to), FALSE);
  network->weight = (double *) (void *) g_array_free(g_steal_pointer(&weight), FALSE);
  return network;
}

static void keep_positive(TyNetwork *network) {
  gsize n = 0;

  for (gsize e = 0; e < network->n_edges; e++)
    if (network->weight[e] > 0) {
      network->from[n] = network->from[e];
      network->to[n] = network->to[e];
      network->weight[n++] = network->weight[e];
    }
  network->n_edges = n;
}

void ty_network_strength(TyNetwork *network, const guint32 *frequency, gsize n_docs,
                         TyStrength strength) {
  for (gsize e = 0; e < network->n_edges; e++) {
    double c = network->weight[e];
    double fi = frequency[network->from[e]], fj = frequency[network->to[e]];

    switch (strength) {
    case TY_STRENGTH_COUNT:
      break;
    case TY_STRENGTH_ASSOCIATION:
      network->weight[e] = c / (fi * fj) * (double) n_docs;
      break;
    case TY_STRENGTH_COSINE:
      network->weight[e] = c / sqrt(fi * fj);
      break;
    case TY_STRENGTH_JACCARD:
      network->weight[e] = c / (fi + fj - c);
      break;
    case TY_STRENGTH_PMI:
      network->weight[e] = log2(c * (double) n_docs / (fi * fj));
      break;
    }
  }
  keep_positive(network);
}

typedef struct {
  double weight;
  gsize edge;
} Ranked;

static int strongest_first(const void *a, const void *b) {
  const Ranked *x = a, *y = b;
  if (x->weight != y->weight)
    return x->weight > y->weight ? -1 : 1;
  return (x->edge > y->edge) - (x->edge < y->edge);
}

TyNetwork *ty_network_strongest(const TyNetwork *network, gsize n) {
  TyNetwork *copy = g_new0(TyNetwork, 1);
  g_autofree Ranked *ranked = g_new(Ranked, MAX(network->n_edges, 1));
  g_autofree gboolean *stays = g_new0(gboolean, MAX(network->n_edges, 1));
  gsize at = 0;

  n = MIN(n, network->n_edges);
  for (gsize e = 0; e < network->n_edges; e++)
    ranked[e] = (Ranked){network->weight[e], e};
  qsort(ranked, network->n_edges, sizeof *ranked, strongest_first);
  for (gsize i = 0; i < n; i++)
    stays[ranked[i].edge] = TRUE;

  copy->n_nodes = network->n_nodes;
  copy->n_edges = n;
  copy->from = g_new(guint32, n);
  copy->to = g_new(guint32, n);
  copy->weight = g_new(double, n);
  for (gsize e = 0; e < network->n_edges; e++) {
    if (!stays[e])
      continue;
    copy->from[at] = network->from[e];
    copy->to[at] = network->to[e];
    copy->weight[at++] = network->weight[e];
  }
  return copy;
}
