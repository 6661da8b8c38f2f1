/* SPDX-License-Identifier: Apache-2.0 */
#include "base/random.h"
#include "draw/network.h"

#include <libxml/parser.h>
#include <math.h>
#include <string.h>

static const char *const names[] = {
    "安岳",       "大足",         "石刻", "非物质文化遗产",
    "资阳河川剧", "佛教石窟造像", "剪纸", "安岳县非物质文化遗产展示体验馆"};

static TyNetworkNode *make_nodes(gsize n, guint64 seed, double spread) {
  TyNetworkNode *nodes = g_new(TyNetworkNode, n);
  TyRandom random = ty_random(seed, 0);
  for (gsize i = 0; i < n; i++) {
    double x = .5 + spread * (ty_random_double(&random) - .5);
    double y = .5 + spread * (ty_random_double(&random) - .5);
    nodes[i] = (TyNetworkNode){names[i % G_N_ELEMENTS(names)], x, y,
                               1 + (double) ty_random_below(&random, 40), (guint32) (i % 9)};
  }
  return nodes;
}

/* Names apart from each other and from all discs; discs apart; areas as the weights. */
static void test_nothing_covers_anything(void) {
  static const gsize counts[] = {1, 2, 20, 60, 150};

  for (gsize c = 0; c < G_N_ELEMENTS(counts); c++) {
    for (guint64 seed = 0; seed < 3; seed++) {
      gsize n = counts[c];
      g_autofree TyNetworkNode *nodes = make_nodes(n, seed, seed == 2 ? 0 : 1);
      g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 960, 720, NULL);
      g_autoptr(TyNetworkLayout) layout = ty_netdraw_layout(canvas, nodes, n, 0);
      TyBox frame = ty_canvas_frame(canvas);
      g_assert_cmpuint(layout->n_labels, ==, MIN(n, 60));
      g_test_message("%zu nodes: %u of %zu labels", n, layout->placed->len, layout->n_labels);
      if (seed < 2)
        g_assert_cmpuint(layout->placed->len * 10, >=, layout->n_labels * 6);
      for (guint i = 0; i < layout->placed->len; i++) {
        const TyPlacedLabel *at = &g_array_index(layout->placed, TyPlacedLabel, i);
        g_assert_true(ty_box_within(at->box, frame));
        for (guint j = 0; j < i; j++)
          g_assert_false(
              ty_box_meets(at->box, g_array_index(layout->placed, TyPlacedLabel, j).box, 1));
        for (gsize d = 0; d < n; d++) {
          double r = layout->radius[d];
          g_assert_false(
              ty_box_meets(at->box, (TyBox){layout->x[d] - r, layout->y[d] - r, 2 * r, 2 * r}, 1));
        }
      }
      for (gsize i = 0; i < n; i++) {
        double area = layout->radius[i] * layout->radius[i] / nodes[i].weight;
        double first = layout->radius[0] * layout->radius[0] / nodes[0].weight;
        g_assert_cmpfloat_with_epsilon(area / first, 1, 1e-9);
        for (gsize j = 0; j < i && n <= 60; j++)
          g_assert_cmpfloat(hypot(layout->x[i] - layout->x[j], layout->y[i] - layout->y[j]), >=,
                            layout->radius[i] + layout->radius[j]);
      }
    }
  }
}

/* The heaviest are named, in full where there is room. */
static void test_names_the_heaviest(void) {
  g_autofree TyNetworkNode *nodes = make_nodes(12, 7, 1);
  g_autoptr(TyCanvas) canvas = ty_canvas_new(&(TyPictureOptions){0}, 960, 720, NULL);
  g_autoptr(TyNetworkLayout) layout = ty_netdraw_layout(canvas, nodes, 12, 5);
  double lightest = INFINITY;

  g_assert_cmpuint(layout->placed->len, ==, 5);
  for (guint i = 0; i < 5; i++) {
    g_assert_false(g_array_index(layout->placed, TyPlacedLabel, i).shortened);
    lightest = MIN(lightest, nodes[layout->label_node[i]].weight);
  }
  gsize heavier = 0;
  for (gsize i = 0; i < 12; i++)
    heavier += nodes[i].weight > lightest;
  g_assert_cmpuint(heavier, <, 5);
}

static void test_gives_the_same_bytes(void) {
  g_autofree TyNetworkNode *nodes = make_nodes(30, 1, 1);
  const TyNetworkEdge edges[] = {{0, 1, 3}, {1, 2, 1}, {2, 0, 2}, {4, 9, .5}};

  for (int format = TY_PICTURE_SVG; format <= TY_PICTURE_PNG; format++) {
    TyPictureOptions options = {.format = (TyPictureFormat) format, .title = "网络"};
    g_autoptr(GBytes) once = ty_draw_network(nodes, 30, edges, 4, 0, &options, NULL);
    g_autoptr(GBytes) twice = ty_draw_network(nodes, 30, edges, 4, 0, &options, NULL);
    g_assert_nonnull(once);
    g_assert_true(g_bytes_equal(once, twice));
    if (format != TY_PICTURE_PNG) {
      gsize length;
      const char *text = g_bytes_get_data(once, &length);
      xmlDoc *document = xmlReadMemory(text, (int) length, "network.svg", NULL, XML_PARSE_NONET);
      g_assert_nonnull(document);
      xmlFreeDoc(document);
    }
  }
}

static void expect_error(const TyNetworkNode *nodes, gsize n, const TyNetworkEdge *edges,
                         gsize n_edges, const char *part) {
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes =
      ty_draw_network(nodes, n, edges, n_edges, 0, &(TyPictureOptions){0}, &error);

  g_assert_null(bytes);
  g_assert_error(error, TY_ERROR, TY_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, part));
}

static void test_refuses_what_is_no_network(void) {
  const TyNetworkNode good[] = {{"甲", 0, 0, 1, 0}, {"乙", 1, 1, 1, 0}};

  expect_error(NULL, 0, NULL, 0, "no nodes");
  expect_error(&(TyNetworkNode){"甲", 2, 0, 1, 0}, 1, NULL, 0, "node 1 (甲) lies at (2, 0)");
  expect_error(&(TyNetworkNode){"甲", NAN, 0, 1, 0}, 1, NULL, 0, "in [0, 1]");
  expect_error(&(TyNetworkNode){"甲", 0, 0, -1, 0}, 1, NULL, 0, "weight -1");
  expect_error(&(TyNetworkNode){"", 0, 0, 1, 0}, 1, NULL, 0, "empty");
  expect_error(good, 2, &(TyNetworkEdge){0, 2, 1}, 1, "edge 1 joins nodes 0 and 2");
  expect_error(good, 2, &(TyNetworkEdge){0, 1, 0}, 1, "edge 1 has weight 0");
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/draw/network/nothing-covers-anything", test_nothing_covers_anything);
  g_test_add_func("/draw/network/names-the-heaviest", test_names_the_heaviest);
  g_test_add_func("/draw/network/same-bytes", test_gives_the_same_bytes);
  g_test_add_func("/draw/network/refuses-what-is-no-network", test_refuses_what_is_no_network);
  return g_test_run();
}
