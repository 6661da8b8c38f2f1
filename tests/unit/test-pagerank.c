/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "support.h"

#include <tuyou/graph.h>

#define NEAR(found, expected) g_assert_cmpfloat_with_epsilon(found, expected, 1e-8)

/* Two that point to each other share all but what the third keeps of its start. */
static void test_known_ranks(void) {
  guint32 from[] = {0, 1, 2}, to[] = {1, 0, 0};
  double rank[3];

  g_assert_cmpuint(ty_graph_pagerank(from, to, 3, 3, 1, rank), >, 1);
  NEAR(rank[2], .05);
  NEAR(rank[0], (.05 + .85 * (.05 + .05)) / (1 - .85 * .85));
  NEAR(rank[0] + rank[1] + rank[2], 1);
}

/* What a node without arcs has goes to all. */
static void test_dead_ends(void) {
  guint32 from[] = {0, 0, 5, 1}, to[] = {1, 0, 1, 9}; /* a loop, ends that are no nodes */
  double rank[2];

  ty_graph_pagerank(from, to, 4, 2, 1, rank);
  NEAR(rank[0] + rank[1], 1);
  NEAR(rank[1], (1 + .85) * rank[0]);
  ty_graph_pagerank(NULL, NULL, 0, 2, 1, rank);
  NEAR(rank[0], .5);
  g_assert_cmpuint(ty_graph_pagerank(NULL, NULL, 0, 0, 1, NULL), ==, 0);
}

enum { NODES = 60, ARCS = 300, MANY_NODES = 200000, MANY_ARCS = 500000 };

static void draw(guint32 *from, guint32 *to, gsize n_arcs, guint64 n_nodes) {
  TyRandom random = ty_random(3, n_nodes);

  for (gsize i = 0; i < n_arcs; i++) {
    from[i] = (guint32) ty_random_below(&random, n_nodes);
    to[i] = (guint32) ty_random_below(&random, 1 + ty_random_below(&random, n_nodes));
  }
}

/* Against the definition, with a full matrix. */
static void test_against_the_definition(void) {
  guint32 from[ARCS], to[ARCS];
  double rank[NODES], expected[NODES], next[NODES];
  guint out[NODES] = {0};

  draw(from, to, ARCS, NODES);
  for (gsize i = 0; i < ARCS; i++)
    out[from[i]] += from[i] != to[i];
  for (gsize node = 0; node < NODES; node++)
    expected[node] = 1. / NODES;
  for (int round = 0; round < 300; round++) {
    double stranded = 0;
    for (gsize node = 0; node < NODES; node++)
      stranded += out[node] ? 0 : expected[node];
    for (gsize node = 0; node < NODES; node++)
      next[node] = (.15 + .85 * stranded) / NODES;
    for (gsize i = 0; i < ARCS; i++)
      if (from[i] != to[i])
        next[to[i]] += .85 * expected[from[i]] / out[from[i]];
    memcpy(expected, next, sizeof next);
  }
  ty_graph_pagerank(from, to, ARCS, NODES, 2, rank);
  for (gsize node = 0; node < NODES; node++)
    NEAR(rank[node], expected[node]);
}

static void test_threads_make_no_difference(void) {
  g_autofree guint32 *from = g_new(guint32, MANY_ARCS), *to = g_new(guint32, MANY_ARCS);
  g_autofree double *one = g_new(double, MANY_NODES), *three = g_new(double, MANY_NODES);

  draw(from, to, MANY_ARCS, MANY_NODES);
  guint rounds = ty_graph_pagerank(from, to, MANY_ARCS, MANY_NODES, 1, one);
  g_assert_cmpuint(ty_graph_pagerank(from, to, MANY_ARCS, MANY_NODES, 3, three), ==, rounds);
  g_assert_cmpmem(one, MANY_NODES * sizeof *one, three, MANY_NODES * sizeof *three);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pagerank/known", test_known_ranks);
  g_test_add_func("/pagerank/dead-ends", test_dead_ends);
  g_test_add_func("/pagerank/definition", test_against_the_definition);
  g_test_add_func("/pagerank/threads", test_threads_make_no_difference);
  return run_tests();
}
