/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <string.h>
#include <tuyou/graph.h>

#define MOST 800

typedef struct {
  guint32 from[3 * MOST], to[3 * MOST];
  double weight[3 * MOST], x[MOST], y[MOST];
} Drawing;

static void lay_out(const TyNetwork *network, guint64 seed, double *x, double *y) {
  g_autoptr(GError) error = NULL;

  g_assert_true(ty_network_layout(network, seed, x, y, &error));
  g_assert_no_error(error);
  for (gsize i = 0; i < network->n_nodes; i++) {
    g_assert_true(x[i] >= 0 && x[i] <= 1);
    g_assert_true(y[i] >= 0 && y[i] <= 1);
  }
}

/* Random forests with extra edges, several components and loners: within the square, touching two
 * opposite sides of it, no two nodes on one spot, the same twice. */
static void test_properties(void) {
  g_autoptr(GRand) random = g_rand_new_with_seed(4);
  g_autofree Drawing *drawing = g_new(Drawing, 1), *again = g_new(Drawing, 1);
  const gsize sizes[] = {2, 3, 7, 20, 60, 61, 120, 700};

  for (gsize s = 0; s < G_N_ELEMENTS(sizes); s++) {
    gsize n = sizes[s], e = 0;
    double max_x = 0, max_y = 0;
    for (guint32 a = 0; a < n; a++)
      for (guint32 b = a + 1; b < n && e < 3 * n; b++) {
        gboolean linked = n == 2 || b == a + 1 ? g_rand_int_range(random, 0, n > 600 ? 200 : 8) > 0
                                               : g_rand_double(random) < 1. / (double) n;
        if (!linked)
          continue;
        drawing->from[e] = a;
        drawing->to[e] = b;
        drawing->weight[e++] = 1 + g_rand_double(random) * 9;
      }
    const TyNetwork network = {n, e, drawing->from, drawing->to, drawing->weight};
    lay_out(&network, 11, drawing->x, drawing->y);
    lay_out(&network, 11, again->x, again->y);
    g_assert_cmpmem(drawing->x, n * sizeof(double), again->x, n * sizeof(double));
    g_assert_cmpmem(drawing->y, n * sizeof(double), again->y, n * sizeof(double));
    for (gsize i = 0; i < n; i++) {
      max_x = MAX(max_x, drawing->x[i]);
      max_y = MAX(max_y, drawing->y[i]);
      for (gsize j = 0; j < i; j++)
        g_assert_cmpfloat(hypot(drawing->x[i] - drawing->x[j], drawing->y[i] - drawing->y[j]), >,
                          1e-6);
    }
    g_assert_cmpfloat_with_epsilon(MAX(max_x, max_y), 1, 1e-9);
  }
}

/* Along a path of equal ties, nodes further apart in the network are further apart on paper. */
static void test_unrolls_a_path(void) {
  guint32 from[9], to[9];
  double weight[9], x[10], y[10];
  for (guint32 i = 0; i < 9; i++) {
    from[i] = i;
    to[i] = i + 1;
    weight[i] = 1;
  }
  const TyNetwork path = {10, 9, from, to, weight};

  lay_out(&path, 1, x, y);
  for (int i = 2; i < 10; i++)
    g_assert_cmpfloat(hypot(x[i] - x[0], y[i] - y[0]), >, hypot(x[i - 1] - x[0], y[i - 1] - y[0]));
}

/* A strong tie is drawn shorter than a weak one. */
static void test_strong_ties_are_short(void) {
  guint32 from[] = {0, 1}, to[] = {1, 2};
  double weight[] = {8, 1}, x[3], y[3];
  const TyNetwork three = {3, 2, from, to, weight};

  lay_out(&three, 1, x, y);
  g_assert_cmpfloat(hypot(x[0] - x[1], y[0] - y[1]), <, hypot(x[1] - x[2], y[1] - y[2]));
}

/* 0–2–4 and 1–3: the parts lie between each other's nodes. */
static void test_parts_between_each_other(void) {
  guint32 from[] = {0, 1, 2}, to[] = {2, 3, 4};
  double weight[] = {1, 1, 1}, x[6], y[6];
  TyNetwork network = {6, 3, from, to, weight};

  lay_out(&network, 1, x, y);
  for (gsize a = 0; a < 6; a++)
    for (gsize b = 0; b < a; b++)
      g_assert_cmpfloat(hypot(x[a] - x[b], y[a] - y[b]), >, .01);
}

static void test_few_nodes(void) {
  const TyNetwork none = {0}, one = {1, 0, NULL, NULL, NULL}, loners = {9, 0, NULL, NULL, NULL};
  double x[9], y[9];

  lay_out(&none, 1, x, y);
  lay_out(&one, 1, x, y);
  g_assert_cmpfloat(x[0], ==, .5);
  g_assert_cmpfloat(y[0], ==, .5);
  lay_out(&loners, 1, x, y);
  for (int i = 0; i < 9; i++)
    for (int j = 0; j < i; j++)
      g_assert_cmpfloat(hypot(x[i] - x[j], y[i] - y[j]), >, .2);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/graph/layout/properties", test_properties);
  g_test_add_func("/graph/layout/unrolls-a-path", test_unrolls_a_path);
  g_test_add_func("/graph/layout/strong-ties-are-short", test_strong_ties_are_short);
  g_test_add_func("/graph/layout/few-nodes", test_few_nodes);
  g_test_add_func("/graph/layout/parts", test_parts_between_each_other);
  return g_test_run();
}
