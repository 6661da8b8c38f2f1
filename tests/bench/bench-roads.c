/* SPDX-License-Identifier: Apache-2.0 */
/** Shortest paths measured on a graph file (.gr, may be .gz or .xz): one to all, building a
 * hierarchy, single questions with and without the way, tables. User time; of each figure the
 * least, the median and the most of several rounds. Answers are checked against Dijkstra's method.
 * usage: bench-roads FILE [SEED [each]]: with `each`, every arc of an edge has a weight of its own
 */
#include "base/packed.h"
#include "base/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <tuyou/roads.h>

#define ROUNDS 5
#define PAIRS 1000

static double user_s(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_utime.tv_usec * 1e-6;
}

static double peak_bytes(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss * 1024;
}

static int by_value(const void *a, const void *b) {
  double x = *(const double *) a, y = *(const double *) b;
  return (x > y) - (x < y);
}

static void tell(const char *what, const char *unit, double *figures, const char *peer) {
  qsort(figures, ROUNDS, sizeof *figures, by_value);
  printf("%-34s %10.2f %s  (%.2f–%.2f)  %s\n", what, figures[ROUNDS / 2], unit, figures[0],
         figures[ROUNDS - 1], peer);
}

static TyRoadEnd anywhere(const TyRoadGraph *graph, TyRandom *random) {
  return (TyRoadEnd){(guint32) ty_random_below(random, graph->n), 0, 0};
}

static void check(const TyRoadGraph *graph, TyRoadSearch *search, TyRandom *random) {
  g_autofree guint32 *dist = g_new(guint32, graph->n);
  double figures[ROUNDS];
  gsize wrong = 0;

  for (int i = 0; i < PAIRS; i++) {
    TyRoadEnd from = anywhere(graph, random), to = anywhere(graph, random);
    if (i % 10 == 0 || i < ROUNDS) {
      double begin = user_s();
      ty_road_graph_distances(graph, from.node, dist, NULL);
      if (i < ROUNDS)
        figures[i] = (user_s() - begin) * 1e3;
      for (int k = 0; k < 10 && i >= ROUNDS; k++, to = anywhere(graph, random))
        wrong += ty_road_search_run(search, &from, 1, &to, 1) != dist[to.node];
    }
  }
  tell("Dijkstra, one to all", "ms", figures, "igraph 958, plain C 198");
  printf("%-34s %10d pairs, %zu differ from Dijkstra\n", "compared", PAIRS - 10, wrong);
}

static void single(const TyRoadGraph *graph, TyRoadSearch *search, TyRandom *random,
                   gboolean with_way) {
  double figures[ROUNDS];
  int n = with_way ? 5000 : 20000;

  for (int round = 0; round < ROUNDS; round++) {
    double begin = user_s();
    for (int i = 0; i < n; i++) {
      TyRoadEnd from = anywhere(graph, random), to = anywhere(graph, random);
      ty_road_search_run(search, &from, 1, &to, 1);
      GArray *way = with_way ? ty_road_search_way(search, NULL, NULL) : NULL;
      g_clear_pointer(&way, g_array_unref);
    }
    figures[round] = (user_s() - begin) / n * 1e6;
  }
  tell(with_way ? "one question with the way" : "one question", "µs", figures,
       with_way ? "RoutingKit 89" : "RoutingKit 21");
}

static void table(const TyRoadGraph *graph, TyRoadSearch *search, TyRandom *random, gsize n,
                  const char *peer) {
  g_autofree TyRoadEnd *ends = g_new(TyRoadEnd, 2 * n);
  g_autofree TyRoadPlace *places = g_new(TyRoadPlace, 2 * n);
  g_autofree TyRoadDistance *cells = g_new(TyRoadDistance, n * n);
  g_autofree char *what = g_strdup_printf("table %zu × %zu", n, n);
  double figures[ROUNDS];
  gsize wrong = 0;

  for (int round = 0; round < ROUNDS; round++) {
    for (gsize i = 0; i < 2 * n; i++) {
      ends[i] = anywhere(graph, random);
      places[i] = (TyRoadPlace){(guint32) i, 1};
    }
    double begin = user_s();
    ty_road_table(search, ends, places, n, places + n, n, 1, cells);
    figures[round] = (user_s() - begin) * 1e3;
    for (int i = 0; i < 500; i++) {
      gsize a = ty_random_below(random, n), b = ty_random_below(random, n);
      wrong += ty_road_search_run(search, &ends[a], 1, &ends[n + b], 1) != cells[a * n + b].weight;
    }
  }
  tell(what, "ms", figures, peer);
  if (wrong)
    printf("%zu cells differ from single questions\n", wrong);
}

int main(int argc, char **argv) {
  g_autoptr(GError) error = NULL;
  guint64 seed = argc > 2 ? g_ascii_strtoull(argv[2], NULL, 10) : 1;
  g_autoptr(GBytes) text = ty_file_unpack(argv[1], (gsize) 1 << 32, &error);
  gsize length = 0;
  const char *bytes = text ? g_bytes_get_data(text, &length) : NULL;
  g_autoptr(TyRoadGraph) graph =
      bytes ? ty_road_graph_read(argv[1], bytes, length, seed, &error) : NULL;
  TyRandom random = ty_random(seed, 1);

  if (!graph) {
    fprintf(stderr, "bench-roads: %s\n", error ? error->message : "no file");
    return 3;
  }
  g_clear_pointer(&text, g_bytes_unref);
  for (guint32 arc = 0; argc > 3 && arc < graph->m; arc++)
    graph->weight[arc] = 1 + (guint32) ty_random_below(&random, 1000000);
  printf("%s: %u nodes, %u arcs%s\n", argv[1], graph->n, graph->m,
         argc > 3 ? ", a weight each" : "");
  double begin = user_s();
  g_autoptr(TyRoadHierarchy) hierarchy = ty_road_hierarchy_new(graph, 1, &error);
  if (!hierarchy) {
    fprintf(stderr, "bench-roads: %s\n", error->message);
    return 3;
  }
  printf("%-34s %10.2f s  RoutingKit 22.4\n", "hierarchy", user_s() - begin);
  printf("%-34s %10.0f bytes a node, graph and text with it  RoutingKit 430\n", "peak",
         peak_bytes() / graph->n);
  g_autoptr(TyRoadSearch) search = ty_road_search_new(hierarchy);
  check(graph, search, &random);
  single(graph, search, &random, FALSE);
  single(graph, search, &random, TRUE);
  table(graph, search, &random, 50, "RoutingKit 3.5, igraph 28100, plain C 10100");
  table(graph, search, &random, 1000, "RoutingKit 1200");
  return 0;
}
