/* SPDX-License-Identifier: Apache-2.0 */
/** Dijkstra's method, contraction hierarchies and tables against each other and against igraph. */
#include "base/random.h"

#include <igraph/igraph.h>
#include <math.h>
#include <string.h>
#include <tuyou/roads.h>

typedef struct {
  gsize n, m;
  TyRoadArc *arcs;
} Sample;

/* A town: a grid with some streets missing, one-way or doubled; a few arcs of any kind beside,
 * loops among them. Weights of 0 are frequent when `heaviest` is small. */
static Sample town(TyRandom *random, guint wide, guint high, guint heaviest) {
  Sample sample = {.n = (gsize) wide * high, .arcs = g_new(TyRoadArc, 5 * (gsize) wide * high + 8)};

  for (guint y = 0; y < high; y++)
    for (guint x = 0; x < wide; x++)
      for (guint way = 0; way < 4; way++) {
        guint there_x = x + (way == 0) - (way == 1), there_y = y + (way == 2) - (way == 3);
        if (there_x >= wide || there_y >= high || ty_random_below(random, 5) == 0)
          continue;
        sample.arcs[sample.m++] = (TyRoadArc){y * wide + x, there_y * wide + there_x,
                                              (guint32) ty_random_below(random, heaviest),
                                              (guint32) ty_random_below(random, 1000)};
      }
  for (gsize i = ty_random_below(random, 1 + MIN(sample.n / 4, 12)); i > 0; i--)
    sample.arcs[sample.m++] = (TyRoadArc){(guint32) ty_random_below(random, sample.n),
                                          (guint32) ty_random_below(random, sample.n),
                                          (guint32) ty_random_below(random, 2 * heaviest), 7};
  return sample;
}

static void check_igraph(const TyRoadGraph *graph, guint32 source, const guint32 *dist) {
  igraph_t peer;
  igraph_vector_int_t edges;
  igraph_vector_t weights;
  igraph_matrix_t found;

  igraph_vector_int_init(&edges, 2 * (igraph_integer_t) graph->m);
  igraph_vector_init(&weights, (igraph_integer_t) graph->m);
  for (guint32 v = 0; v < graph->n; v++)
    for (guint32 arc = graph->first[v]; arc < graph->first[v + 1]; arc++) {
      VECTOR(edges)[2 * arc] = v;
      VECTOR(edges)[2 * arc + 1] = graph->head[arc];
      VECTOR(weights)[arc] = graph->weight[arc];
    }
  igraph_create(&peer, &edges, graph->n, TRUE);
  igraph_matrix_init(&found, 0, 0);
  igraph_distances_dijkstra(&peer, &found, igraph_vss_1(source), igraph_vss_all(), &weights,
                            IGRAPH_OUT);
  for (guint32 v = 0; v < graph->n; v++)
    if (isinf(MATRIX(found, 0, v)))
      g_assert_cmpuint(dist[v], ==, TY_ROAD_FAR);
    else
      g_assert_cmpfloat(MATRIX(found, 0, v), ==, dist[v]);
  igraph_matrix_destroy(&found);
  igraph_vector_destroy(&weights);
  igraph_vector_int_destroy(&edges);
  igraph_destroy(&peer);
}

/* The arcs hang together, lead from one node to the other, and are as heavy as the distance. */
static void check_way(const TyRoadGraph *graph, const GArray *way, guint32 from, guint32 to,
                      guint32 weight) {
  guint32 sum = 0;

  for (guint i = 0; i < way->len; i++) {
    guint32 arc = g_array_index(way, guint32, i);
    g_assert_cmpuint(arc, >=, graph->first[from]);
    g_assert_cmpuint(arc, <, graph->first[from + 1]);
    from = graph->head[arc];
    sum += graph->weight[arc];
  }
  g_assert_cmpuint(from, ==, to);
  g_assert_cmpuint(sum, ==, weight);
}

static void check_sample(const Sample *sample, TyRandom *random, gsize n_sources) {
  g_autoptr(GError) error = NULL;
  g_autoptr(TyRoadGraph) graph = ty_road_graph_new(sample->n, sample->arcs, sample->m, &error);
  g_assert_no_error(error);
  g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, 2, &error);
  g_assert_no_error(error);
  g_autoptr(TyRoadSearch) search = ty_road_search_new(hierarchy);
  g_autofree guint32 *dist = g_new(guint32, sample->n + 1), *via = g_new(guint32, sample->n + 1);

  for (gsize i = 0; i < n_sources; i++) {
    TyRoadEnd from = {(guint32) ty_random_below(random, sample->n), 0, 0};
    ty_road_graph_distances(graph, from.node, dist, via);
    check_igraph(graph, from.node, dist);
    for (guint32 v = 0; v < sample->n; v++) {
      TyRoadEnd to = {v, 0, 0};
      g_assert_cmpuint(ty_road_search_run(search, &from, 1, &to, 1), ==, dist[v]);
      g_autoptr(GArray) way = ty_road_search_way(search, NULL, NULL);
      g_assert_true(!way == (dist[v] == TY_ROAD_FAR));
      if (way)
        check_way(graph, way, from.node, v, dist[v]);
      g_assert_true(v == from.node || (via[v] == G_MAXUINT32) == (dist[v] == TY_ROAD_FAR));
    }
  }
}

static void test_equal_on_towns(void) {
  TyRandom random = ty_random(1, 0);

  for (int round = 0; round < 60; round++) {
    guint wide = 1 + (guint) ty_random_below(&random, 9),
          high = 1 + (guint) ty_random_below(&random, 9);
    Sample sample = town(&random, wide, high, round % 3 == 0 ? 3 : 1000);
    check_sample(&sample, &random, 3);
    g_free(sample.arcs);
  }
  Sample large = town(&random, 40, 50, 1000000);
  check_sample(&large, &random, 4);
  g_free(large.arcs);
}

/* Places of several ends each, some with no end at all, as sites between two crossings have. */
static void test_tables_equal_single_questions(void) {
  TyRandom random = ty_random(2, 0);

  for (int round = 0; round < 12; round++) {
    Sample sample = town(&random, 25, 20, 1 + round * 50);
    if (round % 2)
      for (gsize i = 0; i < sample.m; i++)
        sample.arcs[i].length_dm = 0;
    g_autoptr(TyRoadGraph) graph = ty_road_graph_new(sample.n, sample.arcs, sample.m, NULL);
    g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, 1, NULL);
    g_autoptr(TyRoadSearch) search = ty_road_search_new(hierarchy);
    gsize n_sources = 1 + ty_random_below(&random, 40),
          n_targets = 1 + ty_random_below(&random, 40);
    TyRoadEnd ends[240];
    TyRoadPlace places[80];
    g_autofree TyRoadDistance *one = g_new(TyRoadDistance, n_sources * n_targets),
                              *two = g_new(TyRoadDistance, n_sources * n_targets);
    guint32 n_ends = 0;
    for (gsize i = 0; i < n_sources + n_targets; i++) {
      places[i] = (TyRoadPlace){n_ends, (guint32) ty_random_below(&random, 4)};
      for (guint32 k = 0; k < places[i].n; k++)
        ends[n_ends++] = (TyRoadEnd){(guint32) ty_random_below(&random, sample.n),
                                     (guint32) ty_random_below(&random, 50), 5};
    }
    ty_road_table(search, ends, places, n_sources, places + n_sources, n_targets, 1, one);
    ty_road_table(search, ends, places, n_sources, places + n_sources, n_targets, 2, two);
    g_assert_cmpmem(one, n_sources * n_targets * sizeof *one, two,
                    n_sources * n_targets * sizeof *two);
    for (gsize s = 0; s < n_sources; s++)
      for (gsize t = 0; t < n_targets; t++) {
        const TyRoadPlace *from = &places[s], *to = &places[n_sources + t];
        gsize begin, end;
        TyRoadDistance cell = one[s * n_targets + t];
        g_assert_cmpuint(
            ty_road_search_run(search, ends + from->first, from->n, ends + to->first, to->n), ==,
            cell.weight);
        g_autoptr(GArray) way = ty_road_search_way(search, &begin, &end);
        g_assert_true(!way == (cell.weight == TY_ROAD_FAR));
        if (!way)
          continue;
        const TyRoadEnd *a = &ends[from->first + begin], *b = &ends[to->first + end];
        check_way(graph, way, a->node, b->node, cell.weight - a->weight - b->weight);
        g_assert_cmpuint(cell.length_dm, >=, graph->length_dm ? 10 : 0);
      }
    g_free(sample.arcs);
  }
}

/* On a line there is one way only, so that its length is known too. */
static void test_lengths_add_up(void) {
  enum { N = 300 };
  TyRandom random = ty_random(3, 0);
  TyRoadArc arcs[N - 1];
  TyRoadEnd ends[N];
  TyRoadPlace places[N];
  guint32 from_first[N] = {0};

  for (guint32 i = 0; i < N; i++) {
    ends[i] = (TyRoadEnd){i, 0, 0};
    places[i] = (TyRoadPlace){i, 1};
    if (i + 1 < N) {
      arcs[i] = (TyRoadArc){i, i + 1, (guint32) ty_random_below(&random, 3),
                            (guint32) ty_random_below(&random, 1000)};
      from_first[i + 1] = from_first[i] + arcs[i].length_dm;
    }
  }
  g_autoptr(TyRoadGraph) graph = ty_road_graph_new(N, arcs, N - 1, NULL);
  g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, 1, NULL);
  g_autoptr(TyRoadSearch) search = ty_road_search_new(hierarchy);
  g_autofree TyRoadDistance *table = g_new(TyRoadDistance, N * N);
  ty_road_table(search, ends, places, N, places, N, 1, table);
  for (guint32 a = 0; a < N; a++)
    for (guint32 b = 0; b < N; b++)
      if (a <= b)
        g_assert_cmpuint(table[a * N + b].length_dm, ==, from_first[b] - from_first[a]);
      else
        g_assert_cmpuint(table[a * N + b].weight, ==, TY_ROAD_FAR);
}

static void test_the_same_on_any_threads(void) {
  TyRandom random = ty_random(4, 0);
  Sample sample = town(&random, 90, 90, 100);
  g_autoptr(TyRoadGraph) graph = ty_road_graph_new(sample.n, sample.arcs, sample.m, NULL);
  GArray *ways[2];

  for (guint threads = 1; threads <= 2; threads++) {
    g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, threads, NULL);
    g_autoptr(TyRoadSearch) search = ty_road_search_new(hierarchy);
    TyRoadEnd from = {17, 0, 0}, to = {8000, 0, 0};
    g_assert_cmpuint(ty_road_search_run(search, &from, 1, &to, 1), <, TY_ROAD_FAR);
    ways[threads - 1] = ty_road_search_way(search, NULL, NULL);
  }
  g_assert_cmpmem(ways[0]->data, ways[0]->len * 4, ways[1]->data, ways[1]->len * 4);
  g_array_unref(ways[0]);
  g_array_unref(ways[1]);
  g_free(sample.arcs);
}

/* 0 ⇄ 1 → 2 ⇄ 3 → 4 */
static void test_parts(void) {
  const TyRoadArc arcs[] = {{0, 1, 1, 0}, {1, 0, 1, 0}, {1, 2, 1, 0},
                            {2, 3, 1, 0}, {3, 2, 1, 0}, {3, 4, 1, 0}};
  g_autoptr(TyRoadGraph) graph = ty_road_graph_new(5, arcs, G_N_ELEMENTS(arcs), NULL);
  guint32 part[5];

  g_assert_cmpuint(ty_road_graph_parts(graph, part), ==, 3);
  g_assert_cmpuint(part[4], ==, 0);
  g_assert_cmpuint(part[2], ==, 1);
  g_assert_cmpuint(part[3], ==, 1);
  g_assert_cmpuint(part[0], ==, 2);
  g_assert_cmpuint(part[1], ==, 2);
}

static void test_refuses_what_cannot_be(void) {
  const TyRoadArc wrong[] = {{0, 2, 1, 0}, {2, 0, 1, 0}, {0, 1, TY_ROAD_FAR, 0}};
  const TyRoadArc far[] = {{0, 1, TY_ROAD_FAR - 1, 0}, {1, 2, 1, 0}};

  for (gsize i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_road_graph_new(2, &wrong[i], 1, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(TyRoadGraph) graph = ty_road_graph_new(3, far, 2, NULL);
  g_assert_null(ty_road_hierarchy_new(graph, 1, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_autoptr(TyRoadGraph) none = ty_road_graph_new(0, NULL, 0, NULL);
  g_autoptr(TyRoadHierarchy) empty = ty_road_hierarchy_new(none, 1, NULL);
  g_assert_nonnull(empty);
}

static void test_reads_graphs(void) {
  const char weighted[] = "c a comment\np sp 3 3\r\na 1 2 5\na 2 3 0\n\na 3 1 1000000\n";
  const char edges[] = "p tw 3 2\n1 2\n2 3";
  g_autoptr(GError) error = NULL;
  g_autoptr(TyRoadGraph) graph = ty_road_graph_read("a.gr", weighted, strlen(weighted), 0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(graph->m, ==, 3);
  g_assert_cmpuint(graph->weight[graph->first[2]], ==, 1000000);
  g_autoptr(TyRoadGraph) drawn = ty_road_graph_read("b.gr", edges, strlen(edges), 9, &error);
  g_autoptr(TyRoadGraph) again = ty_road_graph_read("b.gr", edges, strlen(edges), 9, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(drawn->m, ==, 4);
  g_assert_cmpmem(drawn->weight, 16, again->weight, 16);
  g_assert_cmpuint(drawn->weight[0], ==, drawn->weight[1]);

  const char places[] = "p aux sp co 2\nv 2 -81500000 29400000\n";
  g_autofree TyPoint *points = ty_road_points_read("a.co", places, strlen(places), 2, &error);
  g_assert_no_error(error);
  g_assert_true(isnan(points[0].lat_deg));
  g_assert_cmpfloat(points[1].lon_deg, ==, -81.5);
}

static void test_refuses_bad_graphs(void) {
  const struct {
    const char *text, *message;
  } bad[] = {
      {"", "line 'p sp N M'"},
      {"p sp 2\n", "x.gr:1: found the end of the line, expected a number of arcs"},
      {"p xy 2 1\n", "'p sp' or 'p tw'"},
      {"p sp 999999999 0\n", "found '999999999'"},
      {"p sp 2 1\na 1 3 5\n", "x.gr:2: found '3', expected a node from 1 to 2"},
      {"p sp 2 1\na 1 2 -5\n", "found '-5'"},
      {"p sp 2 1\na 1 2 2147483647\n", "found '2147483647'"},
      {"p sp 2 1\na 1 2 99999999999999999999999\n", "expected a weight"},
      {"p sp 2 1\na 1 2 5 6\n", "found more on the line"},
      {"p sp 2 1\na 1 2 5\na 2 1 5\n", "x.gr:3: found more arcs"},
      {"p sp 2 2\na 1 2 5\n", "found the end after 1 arcs, expected 2 of them"},
      {"p sp 2 2\nb 1 2 5\n", "expected an arc"},
      {"p tw 2 1\n1 \xff\n", "x.gr:2: found"},
  };
  for (gsize i = 0; i < G_N_ELEMENTS(bad); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(ty_road_graph_read("x.gr", bad[i].text, strlen(bad[i].text), 0, &error));
    g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
    g_assert_nonnull(strstr(error->message, bad[i].message));
  }
  g_autoptr(GError) error = NULL;
  g_assert_null(ty_road_points_read("x.co", "v 1 200000000 0\n", 16, 2, &error));
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/roads/equal-on-towns", test_equal_on_towns);
  g_test_add_func("/roads/tables-equal-single-questions", test_tables_equal_single_questions);
  g_test_add_func("/roads/lengths-add-up", test_lengths_add_up);
  g_test_add_func("/roads/the-same-on-any-threads", test_the_same_on_any_threads);
  g_test_add_func("/roads/parts", test_parts);
  g_test_add_func("/roads/refuses-what-cannot-be", test_refuses_what_cannot_be);
  g_test_add_func("/roads/reads-graphs", test_reads_graphs);
  g_test_add_func("/roads/refuses-bad-graphs", test_refuses_bad_graphs);
  return g_test_run();
}
