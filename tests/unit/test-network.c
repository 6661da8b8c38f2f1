/* SPDX-License-Identifier: Apache-2.0 */
#include "graph/borrowed-igraph.h"

#include <math.h>
#include <string.h>

#define N_IDS 25
#define N_DOCS 40

static gboolean holds(const guint32 *start, const guint32 *id, gsize doc, guint32 a) {
  for (guint32 i = start[doc]; i < start[doc + 1]; i++)
    if (id[i] == a)
      return TRUE;
  return FALSE;
}

/* Against counting each pair by itself, ids repeated within documents and some left out. */
static void test_cooccurrence(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(3);

  for (int round = 0; round < 30; round++) {
    guint32 start[N_DOCS + 1] = {0}, id[N_DOCS * 12];
    gboolean some[N_IDS];
    const gboolean *keep = round % 2 ? some : NULL;
    gsize e = 0;

    for (gsize d = 0; d < N_DOCS; d++) {
      start[d + 1] = start[d] + (guint32) g_rand_int_range(random, 0, 12);
      for (guint32 i = start[d]; i < start[d + 1]; i++)
        id[i] = (guint32) g_rand_int_range(random, 0, N_IDS);
    }
    for (gsize i = 0; i < N_IDS; i++)
      some[i] = g_rand_int_range(random, 0, 4) > 0;
    g_autoptr(TyNetwork) network = ty_network_cooccurrence(start, id, N_DOCS, N_IDS, keep);
    g_assert_cmpuint(network->n_nodes, ==, N_IDS);
    for (guint32 a = 0; a < N_IDS; a++)
      for (guint32 b = a + 1; b < N_IDS; b++) {
        double together = 0;
        for (gsize d = 0; d < N_DOCS; d++)
          together += holds(start, id, d, a) && holds(start, id, d, b);
        if (together == 0 || (keep && !(keep[a] && keep[b])))
          continue;
        g_assert_cmpuint(e, <, network->n_edges);
        g_assert_cmpuint(network->from[e], ==, a);
        g_assert_cmpuint(network->to[e], ==, b);
        g_assert_cmpfloat(network->weight[e++], ==, together);
      }
    g_assert_cmpuint(e, ==, network->n_edges);
  }
}

static void test_strengths(void) {
  guint32 from[] = {0, 0, 1}, to[] = {1, 2, 2};
  const guint32 frequency[] = {4, 9, 2};
  const struct {
    TyStrength strength;
    double weight[3];
  } cases[] = {{TY_STRENGTH_COUNT, {3, 1, 2}},
               {TY_STRENGTH_ASSOCIATION, {3 / 36. * 10, 1 / 8. * 10, 2 / 18. * 10}},
               {TY_STRENGTH_COSINE, {3 / 6., 1 / sqrt(8), 2 / sqrt(18)}},
               {TY_STRENGTH_JACCARD, {3 / 10., 1 / 5., 2 / 9.}}};

  for (gsize c = 0; c < G_N_ELEMENTS(cases); c++) {
    double weight[] = {3, 1, 2};
    TyNetwork network = {3, 3, from, to, weight};
    ty_network_strength(&network, frequency, 10, cases[c].strength);
    for (int e = 0; e < 3; e++)
      g_assert_cmpfloat_with_epsilon(weight[e], cases[c].weight[e], 1e-12);
  }
}

/* PMI drops what meets no more often than by chance. */
static void test_pmi(void) {
  guint32 from[] = {0, 0, 1}, to[] = {1, 2, 2};
  double weight[] = {3, 1, 2};
  const guint32 frequency[] = {4, 9, 2};
  TyNetwork network = {3, 3, from, to, weight};

  ty_network_strength(&network, frequency, 10, TY_STRENGTH_PMI);
  g_assert_cmpuint(network.n_edges, ==, 2);
  g_assert_cmpfloat_with_epsilon(network.weight[0], log2(10 / 8.), 1e-12);
  g_assert_cmpuint(network.from[1], ==, 1);
  g_assert_cmpfloat_with_epsilon(network.weight[1], log2(20 / 18.), 1e-12);
}

/* The widest way from a to b over other edges, by trying them all (Floyd, Warshall). */
static void widest_ways(const TyNetwork *network, double *way) {
  gsize n = network->n_nodes;

  memset(way, 0, n * n * sizeof *way);
  for (gsize e = 0; e < network->n_edges; e++)
    way[network->from[e] * n + network->to[e]] = way[network->to[e] * n + network->from[e]] =
        network->weight[e];
  for (gsize k = 0; k < n; k++)
    for (gsize i = 0; i < n; i++)
      for (gsize j = 0; j < n; j++)
        way[i * n + j] = MAX(way[i * n + j], MIN(way[i * n + k], way[k * n + j]));
}

static TyNetwork *random_network(GRand *random, gsize n) {
  TyNetwork *network = g_new0(TyNetwork, 1);

  network->n_nodes = n;
  network->from = g_new(guint32, n * n);
  network->to = g_new(guint32, n * n);
  network->weight = g_new(double, n *n);
  for (guint32 a = 0; a < n; a++)
    for (guint32 b = a + 1; b < n; b++)
      if (g_rand_int_range(random, 0, 3) > 0) {
        network->from[network->n_edges] = a;
        network->to[network->n_edges] = b;
        network->weight[network->n_edges++] = g_rand_int_range(random, 1, 7);
      }
  return network;
}

/* An edge stays in PFNET(∞, n − 1) exactly where no way is wider than it. */
static void test_pathfinder(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(5);

  for (int round = 0; round < 200; round++) {
    gsize n = (gsize) g_rand_int_range(random, 1, 14), kept = 0;
    g_autoptr(TyNetwork) network = random_network(random, n);
    g_autoptr(TyNetwork) pruned = ty_network_pathfinder(network);
    g_autofree double *way = g_new(double, n *n);
    widest_ways(network, way);
    for (gsize e = 0; e < network->n_edges; e++) {
      if (way[network->from[e] * n + network->to[e]] > network->weight[e])
        continue;
      g_assert_cmpuint(kept, <, pruned->n_edges);
      g_assert_cmpuint(pruned->from[kept], ==, network->from[e]);
      g_assert_cmpuint(pruned->to[kept], ==, network->to[e]);
      g_assert_cmpfloat(pruned->weight[kept++], ==, network->weight[e]);
    }
    g_assert_cmpuint(kept, ==, pruned->n_edges);
  }
}

/* A star of one heavy and nine light edges: the heavy one stands out at its hub. */
static void test_backbone(void) {
  guint32 from[10] = {0}, to[10];
  double weight[10];

  for (guint32 i = 0; i < 10; i++) {
    to[i] = i + 1;
    weight[i] = i == 4 ? 41 : 1;
  }
  const TyNetwork network = {11, 10, from, to, weight};
  g_autoptr(TyNetwork) kept = ty_network_backbone(&network, .05); /* (1 − 41/50)⁹ ≈ 2 · 10⁻⁷ */
  g_autoptr(TyNetwork) all = ty_network_backbone(&network, .9); /* (1 − 1/50)⁹ ≈ .83 */
  g_assert_cmpuint(kept->n_edges, ==, 1);
  g_assert_cmpuint(kept->to[0], ==, 5);
  g_assert_cmpuint(kept->n_nodes, ==, 11);
  g_assert_cmpuint(all->n_edges, ==, 10);
}

static void test_strongest(void) {
  guint32 from[] = {0, 0, 1, 2}, to[] = {1, 2, 3, 3};
  double weight[] = {1, 2, 2, 5};
  const TyNetwork network = {4, 4, from, to, weight};
  const guint32 expected_from[] = {0, 2}, expected_to[] = {2, 3};
  g_autoptr(TyNetwork) two = ty_network_strongest(&network, 2); /* of the two 2s the first */
  g_autoptr(TyNetwork) all = ty_network_strongest(&network, 99);
  g_autoptr(TyNetwork) none = ty_network_strongest(&network, 0);

  g_assert_cmpuint(two->n_nodes, ==, 4);
  g_assert_cmpuint(two->n_edges, ==, 2);
  g_assert_cmpmem(two->from, 8, expected_from, 8);
  g_assert_cmpmem(two->to, 8, expected_to, 8);
  g_assert_cmpfloat(two->weight[1], ==, 5);
  g_assert_cmpmem(all->weight, sizeof weight, weight, sizeof weight);
  g_assert_cmpuint(none->n_edges, ==, 0);
}

static void check_centrality(const TyNetwork *network, TyCentrality measure,
                             const double *expected) {
  g_autofree double *value = g_new(double, network->n_nodes);
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_network_centrality(network, measure, value, &error));
  g_assert_no_error(error);
  for (gsize i = 0; i < network->n_nodes; i++)
    g_assert_cmpfloat_with_epsilon(value[i], expected[i], 1e-9);
}

static void test_centrality_of_a_path(void) {
  guint32 from[] = {0, 1, 2}, to[] = {1, 2, 3};
  double weight[] = {1, 2, 4};
  const TyNetwork path = {4, 3, from, to, weight};

  check_centrality(&path, TY_CENTRALITY_DEGREE, (double[]){1, 2, 2, 1});
  check_centrality(&path, TY_CENTRALITY_STRENGTH, (double[]){1, 3, 6, 4});
  check_centrality(&path, TY_CENTRALITY_BETWEENNESS, (double[]){0, 2 / 3., 2 / 3., 0});
  check_centrality(&path, TY_CENTRALITY_CLOSENESS, (double[]){3 / 6., 3 / 4., 3 / 4., 3 / 6.});
}

/* Five points round node 0, and node 6 that nobody knows. */
static void test_centrality_of_a_star(void) {
  guint32 from[] = {0, 0, 0, 0, 0}, to[] = {1, 2, 3, 4, 5};
  double weight[] = {1, 1, 1, 1, 1}, rank[7], sum = 0;
  const TyNetwork with_stranger = {7, 5, from, to, weight}, star = {6, 5, from, to, weight};

  check_centrality(&star, TY_CENTRALITY_BETWEENNESS, (double[]){1, 0, 0, 0, 0, 0});
  check_centrality(&with_stranger, TY_CENTRALITY_CLOSENESS,
                   (double[]){1, 5 / 9., 5 / 9., 5 / 9., 5 / 9., 5 / 9., 0});
  g_assert_true(ty_network_centrality(&with_stranger, TY_CENTRALITY_PAGERANK, rank, NULL));
  for (int i = 0; i < 7; i++)
    sum += rank[i];
  g_assert_cmpfloat_with_epsilon(sum, 1, 1e-9);
  g_assert_cmpfloat(rank[0], >, 2 * rank[1]);
  g_assert_cmpfloat(rank[6], <, rank[1]);
}

/* PageRank by its definition, repeated until it settles. */
static void test_pagerank_of_a_weighted_cycle(void) {
  guint32 from[] = {0, 0, 1, 2}, to[] = {1, 3, 2, 3};
  double weight[] = {1, 2, 3, 4}, strength[] = {3, 4, 7, 6};
  double rank[] = {.25, .25, .25, .25};
  const TyNetwork cycle = {4, 4, from, to, weight};

  for (int round = 0; round < 500; round++) {
    double next[4] = {.15 / 4, .15 / 4, .15 / 4, .15 / 4};
    for (int e = 0; e < 4; e++) {
      next[to[e]] += .85 * rank[from[e]] * weight[e] / strength[from[e]];
      next[from[e]] += .85 * rank[to[e]] * weight[e] / strength[to[e]];
    }
    memcpy(rank, next, sizeof rank);
  }
  check_centrality(&cycle, TY_CENTRALITY_PAGERANK, rank);
}

static void test_no_nodes(void) {
  const TyNetwork none = {0};
  double nothing[1];

  for (int m = TY_CENTRALITY_DEGREE; m <= TY_CENTRALITY_PAGERANK; m++)
    g_assert_true(ty_network_centrality(&none, m, nothing, NULL));
}

static void test_bad_networks(void) {
  guint32 from[] = {0}, to[] = {9}, near[] = {1};
  double weight[] = {1}, bad[] = {NAN}, value[2];
  const TyNetwork far = {2, 1, from, to, weight}, weightless = {2, 1, from, near, bad};

  for (int round = 0; round < 2; round++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(ty_network_centrality(round ? &far : &weightless, TY_CENTRALITY_BETWEENNESS,
                                         value, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, round ? "nodes 0 and 9" : "weight nan"));
  }
}

/* What fails inside igraph comes back as an error, and igraph's handler is put back. */
static void test_igraph_returns_its_errors(void) {
  guint32 from[] = {0}, to[] = {1};
  double weight[] = {1};
  const TyNetwork network = {2, 1, from, to, weight};
  igraph_error_handler_t *before = igraph_set_error_handler(igraph_error_handler_printignore);
  igraph_vector_t result;
  g_autoptr(GError) error = NULL;
  TyIgraph session;

  g_assert_true(ty_igraph_begin(&session, &network, 1, &error));
  igraph_vector_init(&result, 0);
  VECTOR(session.weight)[0] = -1;
  g_assert_false(ty_igraph_ok(
      igraph_betweenness(&session.graph, &result, igraph_vss_all(), FALSE, &session.weight),
      "a test", &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_SYSTEM);
  g_assert_nonnull(strstr(error->message, "a test: igraph"));
  igraph_vector_destroy(&result);
  ty_igraph_end(&session);
  g_assert_true(igraph_set_error_handler(before) == igraph_error_handler_printignore);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/graph/network/cooccurrence", test_cooccurrence);
  g_test_add_func("/graph/network/strengths", test_strengths);
  g_test_add_func("/graph/network/strongest", test_strongest);
  g_test_add_func("/graph/centrality/path", test_centrality_of_a_path);
  g_test_add_func("/graph/centrality/star", test_centrality_of_a_star);
  g_test_add_func("/graph/centrality/pagerank", test_pagerank_of_a_weighted_cycle);
  g_test_add_func("/graph/centrality/no-nodes", test_no_nodes);
  g_test_add_func("/graph/network/bad", test_bad_networks);
  g_test_add_func("/graph/igraph/returns-its-errors", test_igraph_returns_its_errors);
  g_test_add_func("/graph/network/pmi", test_pmi);
  g_test_add_func("/graph/network/pathfinder", test_pathfinder);
  g_test_add_func("/graph/network/backbone", test_backbone);
  return g_test_run();
}
